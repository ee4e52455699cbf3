#!/bin/sh
# The drive of a GAP whose server is nginx and whose client is curl: banc runs it once for each action.
#   drive: { mode: command, command: examples/drive-shell/drive.sh }
# Settings, from the environment:
#   KIT         the folder that `banc kit` wrote (default: kit)
#   PSP         host:port of the payment provider, as peers.psp of banc.yaml has it (default: psp.banc.test:14443)
#   PSP_ADDRESS where the bench listens (default: 127.0.0.1)
#   NGINX_CRL   the file that ssl_crl of nginx names; without it this GAP cannot be given other CRLs
set -u

: "${BANC_ACTION:?} ${BANC_PARAMS:?}"
KIT=${KIT:-kit}
PSP=${PSP:-psp.banc.test:14443}
PSP_ADDRESS=${PSP_ADDRESS:-127.0.0.1}

ACCEPTED=0 REFUSED=1 ERROR=2 NOT_IMPLEMENTED=89

debit() {
  body=$(printf '%s' "$BANC_PARAMS" | jq -c '{mandate, amount, currency: "EUR", merchantReference}') || fail 'BANC_PARAMS is no JSON'
  key=$(cat /proc/sys/kernel/random/uuid)
  status=$(ask "$body" "$key")
  case $? in
    # Timeout, no answer, connection lost: nobody knows whether the debit was made. The same key makes no second one.
    28 | 52 | 56) status=$(ask "$body" "$key") || refuse "$status" ;;
    0) ;;
    # The URL, --resolve, a file of the kit, no curl: what keeps curl from connecting says nothing about the provider.
    2 | 3 | 49 | 58 | 77 | 127) fail "$status" ;;
    *) refuse "$status" ;;
  esac
  case $status in
    2??) echo "HTTP $status"; exit $ACCEPTED ;;
    *) refuse "HTTP $status" ;;
  esac
}

ask() {
  curl --silent --show-error --max-time 10 --output /dev/null --write-out '%{http_code}' \
    --tlsv1.2 --tls-max 1.2 \
    --ciphers ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256 \
    --cacert "$KIT/trust/psp.pem" --resolve "$PSP:$PSP_ADDRESS" \
    --cert "$KIT/diapason-psp-client/fullchain.pem" --key "$KIT/diapason-psp-client/key.pem" \
    --header 'Content-Type: application/json' --header "Idempotency-Key: $2" \
    --data "$1" "https://$PSP/diapason/v1/self/payments" 2>&1
}

refresh_crls() {
  [ -n "${NGINX_CRL:-}" ] || exit $NOT_IMPLEMENTED
  printf '%s' "$BANC_PARAMS" | jq -re .crls > "$NGINX_CRL.new" || fail 'no CRLs in BANC_PARAMS'
  mv "$NGINX_CRL" "$NGINX_CRL.old" && mv "$NGINX_CRL.new" "$NGINX_CRL" || fail "cannot replace $NGINX_CRL"
  if ! nginx -t -q; then
    mv "$NGINX_CRL.old" "$NGINX_CRL"
    refuse 'nginx does not take these CRLs'
  fi
  # A reload is asked for, not waited for: the old workers answer for a moment.
  nginx -s reload || fail 'nginx does not reload: is it running?'
  sleep 1
}

refuse() { end $REFUSED "$1"; }
fail() { end $ERROR "$1"; }

# The reason in the report is the last line that is printed. curl says it in its first, and puts the status, 000, behind all.
end() {
  printf '%s\n' "${2%000}" | head -n 1
  exit "$1"
}

case $BANC_ACTION in
  diapason.debit) debit ;;
  trust.refresh) refresh_crls ;;
  *) exit $NOT_IMPLEMENTED ;;
esac
