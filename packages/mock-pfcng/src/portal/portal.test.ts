import { describe, expect, it, onTestFinished } from 'vitest';
import { SERVICE_CLIENT } from '../actors.ts';
import { openPortal, Visitor } from '../testing/portal.ts';
import {
  actorOf,
  bench,
  CODE,
  clientOrder,
  EJ,
  establish,
  PASSWORD,
  withdrawal,
} from '../testing/scenario.ts';
import { PAGES } from './pages/index.ts';

const ATTACK = `"><script>alert('x')</script>`;
const SESSION = '__Host-pfcng-session';

async function portal() {
  const opened = await bench();
  const staff = establish(opened.pfcng);
  const app = await openPortal(opened.pfcng);
  onTestFinished(async () => {
    await app.close();
    opened[Symbol.dispose]();
  });
  const visitor = new Visitor(app, opened.pfcng);
  return { ...opened, ...staff, app, visitor };
}

describe('a page', () => {
  it.each(PAGES.map(({ path }) => path))('%s forbids scripts, frames and foreign content', async (path) => {
    const { visitor } = await portal();
    const { headers } = await visitor.get(path);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('script-src');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('that nobody wrote is not found, in French', async () => {
    const { visitor } = await portal();
    const { statusCode, body } = await visitor.get('absente.xhtml');
    expect(statusCode).toBe(404);
    expect(body).toContain('<html lang="fr">');
  });

  it('that fails says so, and the journal says where', async () => {
    const { visitor, pfcng } = await portal();
    pfcng.mailbox.list = () => {
      throw new Error('no disk');
    };
    const { statusCode, body } = await visitor.get('messagerie.xhtml');
    expect(statusCode).toBe(500);
    expect(body).toContain('Erreur de la plateforme');
    expect(JSON.stringify(pfcng.journal.entries())).toContain('no disk');
  });

  it('takes any query, and answers it or refuses it', async () => {
    const { visitor, administrator } = await portal();
    await visitor.login(administrator);
    const names =
      'a acte carte commande de edition environment etat fait formulaire habilitation id numero offre structure suite texte usage';
    for (const value of ['constructor', '__proto__', 'test', '%00', 'é'.repeat(500)]) {
      const query = new URLSearchParams(Object.fromEntries(names.split(' ').map((name) => [name, value])));
      for (const { path } of PAGES) {
        const { statusCode } = await visitor.get(`${path}?${query}`);
        expect([200, 303, 400, 404, 422], `${path} ${value}: ${statusCode}`).toContain(statusCode);
      }
    }
  });

  it('that wants a card leads to the card reader and back', async () => {
    const { visitor, administrator, pfcng } = await portal();
    const { id } = await pfcng.orders.request(actorOf(administrator), clientOrder);
    const away = await visitor.get(`retrait.xhtml?commande=${id}`);
    expect(away.statusCode).toBe(303);
    const { pin } = pfcng.cards.letter(SERVICE_CLIENT, administrator);
    const back = await visitor.send(away.headers.location!.slice('/pfcng-ihm/'.length), {
      cardNumber: administrator,
      pin,
    });
    expect(back.headers.location).toBe(`/pfcng-ihm/retrait.xhtml?commande=${id}`);
  });

  it('leads nowhere else after the login', async () => {
    const { visitor, administrator, pfcng } = await portal();
    const { pin } = pfcng.cards.letter(SERVICE_CLIENT, administrator);
    const suite = '//ailleurs.example/pfcng-ihm/';
    const sent = await visitor.send('authentication.xhtml', { cardNumber: administrator, pin, suite });
    expect(sent.headers.location).toBe('/pfcng-ihm/demande.xhtml');
  });
});

describe('a session', () => {
  it('is a cookie that scripts, other sites and plain HTTP do not get', async () => {
    const { visitor, administrator } = await portal();
    const { cookies } = await visitor.login(administrator);
    expect(cookies).toContainEqual(
      expect.objectContaining({ name: SESSION, httpOnly: true, secure: true, sameSite: 'Strict', path: '/' }),
    );
  });

  it('ends after half an hour without a click, and what was typed comes back, but no secret', async () => {
    const { visitor, administrator, pfcng, clock } = await portal();
    await visitor.login(administrator);
    const { id } = await pfcng.orders.request(actorOf(administrator), clientOrder);
    clock.advance(31 * 60_000);
    const sent = await visitor.post('revocation.xhtml', {
      commande: id,
      ground: 'vol',
      revocationCode: CODE,
    });
    expect(sent.statusCode).toBe(303);
    const location = new URL(sent.headers.location!, 'https://pfc.localhost');
    expect(location.searchParams.get('suite')).toBe(`/pfcng-ihm/revocation.xhtml?commande=${id}&ground=vol`);
    expect((await visitor.get(sent.headers.location!)).body).toContain('La session est terminée');
  });

  it.each(['suivi.xhtml', 'formulaires.xhtml'])(
    'is refused at the next click on %s once its card is opposed',
    async (path) => {
      const { visitor, administrator, mandataire, pfcng } = await portal();
      await visitor.login(administrator);
      pfcng.cards.oppose(actorOf(mandataire), { cardNumber: administrator, ground: 'perte' });
      const refused = await visitor.get(path);
      expect(refused.statusCode).toBe(403);
      expect(refused.body).toContain('Carte en opposition');
      expect(visitor.cookies.has(SESSION)).toBe(false);
    },
  );

  it('ends when its holder says so', async () => {
    const { visitor, administrator } = await portal();
    await visitor.login(administrator);
    const id = visitor.cookies.get(SESSION)!;
    await visitor.send('deconnexion.xhtml', {});
    visitor.cookies.set(SESSION, id);
    expect((await visitor.get('suivi.xhtml')).statusCode).toBe(303);
  });
});

describe('a form', () => {
  it.each(['', 'NaN', '-1', '1e9', 'constructor'])('cannot move the clock by %s days', async (jours) => {
    const { visitor, clock } = await portal();
    const before = clock.now();
    const { statusCode } = await visitor.send('banc.xhtml', { acte: 'horloge', jours });
    expect(statusCode).toBe(jours === '' ? 303 : 400);
    expect(clock.now()).toEqual(before);
  });

  it('of another site does nothing, with a session or without', async () => {
    const { visitor, administrator, pfcng } = await portal();
    expect((await visitor.post('banc.xhtml', { acte: 'horloge', jours: '1' })).statusCode).toBe(403);
    await visitor.login(administrator);
    const opposition = { numero: administrator, acte: 'opposition', ground: 'vol' };
    for (const jeton of ['', 'x'.repeat(32)]) {
      expect((await visitor.post('carte.xhtml', { ...opposition, jeton })).statusCode).toBe(403);
    }
    expect(pfcng.cards.get(SERVICE_CLIENT, administrator).state).toBe('active');
  });

  it('that belongs to another session does nothing', async () => {
    const { visitor, administrator, mandataire, app, pfcng } = await portal();
    await visitor.login(administrator);
    const other = new Visitor(app, pfcng);
    await other.login(mandataire);
    const [, jeton] = /name="jeton" value="([^"]+)"/.exec((await visitor.get('suivi.xhtml')).body)!;
    const sent = await other.post('carte.xhtml', { numero: administrator, acte: 'refection', jeton: jeton! });
    expect(sent.statusCode).toBe(403);
  });

  it('that is refused comes back as it was typed, without its secrets, with the error tied to its field', async () => {
    const { visitor, administrator, pfcng } = await portal();
    await visitor.login(administrator);
    const { id } = await pfcng.orders.request(actorOf(administrator), clientOrder);
    const { statusCode, body } = await visitor.send(`retrait.xhtml?commande=${id}`, {
      revocationCode: 'secret-1234',
      revocationCodeAgain: 'autre',
      acceptTerms: 'oui',
    });
    expect(statusCode).toBe(400);
    expect(body).not.toContain('secret-1234');
    expect(body).toMatch(/name="acceptTerms" value="oui" checked/);
    expect(body).toMatch(
      /name="revocationCodeAgain" aria-describedby="champ-revocationCodeAgain-erreur" aria-invalid="true"/,
    );
    expect(body).toContain('id="champ-revocationCodeAgain-erreur"');
  });

  it('sent twice acts once', async () => {
    const { visitor, administrator, pfcng } = await portal();
    await visitor.login(administrator);
    const { habilitation } = pfcng.orders
      .offers(actorOf(administrator))
      .find((one) => one.habilitation.offer === 'ORG')!;
    const page = await visitor.get(`produit.xhtml?habilitation=${habilitation.id}`);
    const [, jeton] = /name="jeton" value="([^"]+)"/.exec(page.body.slice(page.body.indexOf('<main')))!;
    const fields = {
      habilitation: habilitation.id,
      jeton: jeton!,
      cle: 'une-cle',
      'product.usage': 'AUTH_CLI',
      'product.serviceApplicatif': 'Client_Diapason_PSP',
      'key.source': 'on-line',
    };
    const [first, second] = [
      await visitor.post('produit.xhtml', fields),
      await visitor.post('produit.xhtml', fields),
    ];
    expect(first.statusCode).toBe(303);
    expect(second.headers.location).toBe(first.headers.location);
    expect(pfcng.orders.list(actorOf(administrator))).toHaveLength(1);
  });

  it('with a file takes the file before the text', async () => {
    const { visitor, administrator, app } = await portal();
    await visitor.login(administrator);
    const [, jeton] = /name="jeton" value="([^"]+)"/.exec((await visitor.get('suivi.xhtml')).body)!;
    const form = new FormData();
    const entries = { jeton: jeton!, structure: EJ, environment: 'production', csv: 'texte', cle: 'x' };
    for (const [name, value] of Object.entries(entries)) form.set(name, value);
    form.set('csvFile', new Blob(['offer;usage;fqdn\nSERV;SSL_SERVEUR;*.ch-ville.fr\n']), 'lot.csv');
    const encoded = new Response(form);
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/pfcng-ihm/demande-groupee.xhtml',
      headers: {
        'content-type': encoded.headers.get('content-type')!,
        cookie: `${SESSION}=${visitor.cookies.get(SESSION)}`,
      },
      payload: Buffer.from(await encoded.arrayBuffer()),
    });
    expect(statusCode).toBe(422);
    expect(body).toContain('<strong>Ligne 2</strong>');
  });

  it('that is too big is refused with a page', async () => {
    const { visitor } = await portal();
    const { statusCode, body } = await visitor.post('formulaire.xhtml', { usageText: 'x'.repeat(2_100_000) });
    expect(statusCode).toBe(413);
    expect(body).toContain('<html lang="fr">');
  });
});

describe('whatever people write', () => {
  it('is shown and never run: structures, forms, orders, mail, what is typed', async () => {
    const { visitor, administrator, pfcng, cde } = await portal();
    pfcng.structures.register(SERVICE_CLIENT, {
      id: '2732829320',
      kind: 'EJ',
      name: ATTACK,
      postcode: '75010',
      town: ATTACK,
    });
    pfcng.cards.updateHolder(actorOf(cde), { cardNumber: administrator, holder: { familyName: ATTACK } });
    await visitor.login(administrator);
    const order = await pfcng.orders.request(actorOf(administrator), {
      ...clientOrder,
      product: { ...clientOrder.product, serviceApplicatif: ATTACK },
    });
    await pfcng.orders.withdraw(actorOf(administrator), withdrawal(order.id));
    const mail = pfcng.mailbox.list(SERVICE_CLIENT).at(-1)!;
    const paths = [
      ...PAGES.map(({ path }) => path),
      `commande.xhtml?id=${order.id}`,
      `message.xhtml?id=${mail.id}`,
      `carte.xhtml?numero=${administrator}`,
      `telechargement.xhtml?commande=${order.id}`,
      `formulaire.xhtml?formulaire=F413&structure=2732829320&domain=${encodeURIComponent(ATTACK)}`,
      `demande.xhtml?texte=${encodeURIComponent(ATTACK)}`,
      `authentication.xhtml?suite=${encodeURIComponent(ATTACK)}`,
    ];
    let shown = 0;
    for (const path of paths) {
      const { body } = await visitor.get(path);
      expect(body, path).not.toContain('<script');
      if (body.includes('&lt;script&gt;')) shown += 1;
    }
    expect(shown).toBeGreaterThan(10);
  });
});

describe('the withdrawal', () => {
  it('takes the code and the terms, then the password, and gives the PKCS#12 again for it', async () => {
    const { visitor, administrator, pfcng } = await portal();
    await visitor.login(administrator);
    const { id } = await pfcng.orders.request(actorOf(administrator), clientOrder);
    const finalised = await visitor.send(`retrait.xhtml?commande=${id}`, {
      revocationCode: CODE,
      revocationCodeAgain: CODE,
      acceptTerms: 'oui',
    });
    expect(finalised.headers.location).toBe(`/pfcng-ihm/telechargement.xhtml?commande=${id}`);
    expect(pfcng.orders.get(SERVICE_CLIENT, id).state).toBe('requested');
    for (const _again of [1, 2]) {
      const file = await visitor.send(`telechargement.xhtml?commande=${id}`, { keyPassword: PASSWORD });
      expect(file.headers['content-type']).toBe('application/x-pkcs12');
      expect(file.headers['content-disposition']).toMatch(
        /^attachment; filename="asip-p12-EL-ORG-AUTH_CLI-[\d-]+\.p12"$/,
      );
    }
    expect(pfcng.orders.get(SERVICE_CLIENT, id).state).toBe('withdrawn');
    const wrong = await visitor.send(`telechargement.xhtml?commande=${id}`, { keyPassword: 'un-autre-mot' });
    expect(wrong.statusCode).toBe(403);
    expect(wrong.body).toContain('Mot de passe de la clé erroné');
  });
});

describe('the page of the bench', () => {
  it('does nothing where the bench is reached from elsewhere', async () => {
    using opened = await bench();
    const { administrator } = establish(opened.pfcng);
    await using app = await openPortal(opened.pfcng, { bench: false });
    const visitor = new Visitor(app, opened.pfcng);
    expect((await visitor.get('banc.xhtml')).body).not.toContain('<form method="post" action="banc.xhtml"');
    expect((await visitor.get(`pli.xhtml?carte=${administrator}`)).statusCode).toBe(403);
    const [, jeton] = /name="jeton" value="([^"]+)"/.exec((await visitor.get('authentication.xhtml')).body)!;
    const sent = await visitor.post('banc.xhtml', { acte: 'horloge', jours: '1', jeton: jeton! });
    expect(sent.statusCode).toBe(403);
  });
});
