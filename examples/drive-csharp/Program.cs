// A drive over HTTP for a GAP in C#, with such a GAP in it: HttpClient and the files of the kit. Put your own code in
// place of Debit.
//
//   dotnet run -- KIT HOST:PORT        prints, among others, the URL for drive.url of banc.yaml

using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: dotnet run -- KIT HOST:PORT");
    return 3;
}
var (kit, provider) = (args[0], args[1]);
var tls = TlsOptions(kit);
const int Attempts = 2;

var builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
var drive = builder.Build();
drive.MapPost("/actions/diapason.debit", (Order order) => Debit(order.Params));
// Of any other action: 404, which the bench takes for "not implemented".
await drive.RunAsync();
return 0;

async Task<Answer> Debit(DebitParameters debit)
{
    // Of this debit, however often it is sent: without an answer nobody knows whether it was made.
    var key = Guid.NewGuid().ToString();
    for (var attempt = 1; ; attempt++)
    {
        // A client of its own for each attempt, so that no connection is kept from one server to the next.
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = tls }) { Timeout = TimeSpan.FromSeconds(10) };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://{provider}/diapason/v1/self/payments")
        {
            Content = JsonContent.Create(new { debit.Mandate, debit.Amount, Currency = "EUR", debit.MerchantReference }),
        };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await client.SendAsync(request);
            return new Answer(response.IsSuccessStatusCode ? "accepted" : "refused", $"HTTP {(int)response.StatusCode}");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            var refused = failure.InnerException is AuthenticationException;
            if (refused || attempt == Attempts) return new Answer("refused", failure.InnerException?.Message ?? failure.Message);
        }
    }
}

static SslClientAuthenticationOptions TlsOptions(string kit)
{
    var folder = Path.Combine(kit, "diapason-psp-client");
    var bundle = new X509Certificate2Collection();
    bundle.Import(Path.Combine(folder, "bundle.p12"), File.ReadAllText(Path.Combine(folder, "password.txt")).Trim());
    var leaf = bundle.Single(certificate => certificate.HasPrivateKey);
    bundle.Remove(leaf);

    // The roots of the provider, in place of those of the system.
    var policy = new X509ChainPolicy
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
    };
    policy.CustomTrustStore.ImportFromPemFile(Path.Combine(kit, "trust", "psp.pem"));
    return new SslClientAuthenticationOptions
    {
        EnabledSslProtocols = SslProtocols.Tls12,
        ClientCertificateContext = SslStreamCertificateContext.Create(leaf, bundle, offline: true),
        CertificateChainPolicy = policy,
    };
}

record Order(string CaseId, DebitParameters Params);
record DebitParameters(string Mandate, int Amount, string MerchantReference);
record Answer(string Outcome, string Detail);
