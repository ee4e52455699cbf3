package main

// #cgo LDFLAGS: -lssl -lcrypto
// #include <openssl/ssl.h>
// #include <stdlib.h>
//
// static SSL_CTX *make_context(const char *suite, const char *certificate, const char *key, const char *chain) {
//   SSL_CTX *context = SSL_CTX_new(TLS_client_method());
//   X509 *issuer = NULL;
//   BIO *file = BIO_new_file(chain, "r");
//   SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
//   if (file == NULL || SSL_CTX_set_cipher_list(context, suite) != 1 || SSL_CTX_set1_groups_list(context, "P-256") != 1 ||
//       SSL_CTX_use_certificate_file(context, certificate, SSL_FILETYPE_PEM) != 1 ||
//       SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1) return NULL;
//   while ((issuer = PEM_read_bio_X509(file, NULL, NULL, NULL)) != NULL) SSL_CTX_add0_chain_cert(context, issuer);
//   BIO_free(file);
//   return context;
// }
//
// static SSL *connection(SSL_CTX *context, int descriptor) {
//   SSL *ssl = SSL_new(context);
//   SSL_set_fd(ssl, descriptor);
//   SSL_set_connect_state(ssl);
//   return ssl;
// }
//
// /* Whether the handshake wants to read (1), is complete (0), or failed (-1). */
// static int step(SSL *ssl) {
//   int result = SSL_do_handshake(ssl);
//   if (result == 1) return 0;
//   return SSL_get_error(ssl, result) == SSL_ERROR_WANT_READ ? 1 : -1;
// }
//
// static void end(SSL *ssl) {
//   SSL_shutdown(ssl);
//   SSL_free(ssl);
// }
import "C"

import (
	"errors"
	"net"
	"unsafe"
)

// withOpenssl lets Go wait for the socket, so that a connection that waits holds no thread.
func withOpenssl(target, certificate, key, chain string) func() error {
	arguments := [4]*C.char{C.CString(suite), C.CString(certificate), C.CString(key), C.CString(chain)}
	context := C.make_context(arguments[0], arguments[1], arguments[2], arguments[3])
	for _, argument := range arguments {
		C.free(unsafe.Pointer(argument))
	}
	if context == nil {
		panic("OpenSSL does not take these files")
	}
	return func() error {
		tcp, err := net.Dial("tcp", target)
		if err != nil {
			return err
		}
		defer tcp.Close()
		raw, err := tcp.(*net.TCPConn).SyscallConn()
		if err != nil {
			return err
		}
		var ssl *C.SSL
		if err := raw.Control(func(descriptor uintptr) { ssl = C.connection(context, C.int(descriptor)) }); err != nil {
			return err
		}
		defer C.end(ssl)
		var state C.int
		if err := raw.Read(func(uintptr) bool { state = C.step(ssl); return state != 1 }); err != nil {
			return err
		}
		if state != 0 {
			return errors.New("OpenSSL: the handshake failed")
		}
		return nil
	}
}
