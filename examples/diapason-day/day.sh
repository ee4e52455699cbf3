#!/bin/sh
# A Diapason day by hand, on a bench that is up with its reference GAP:
#
#   banc up --ref-gap 8443 --ready-file ready.json
#   sh examples/diapason-day/day.sh ready.json
#
# TPE, PSP and GAP are control ports, on this machine: what people do at a terminal, at the bank and in the office.
# What terminal, GAP and provider say to each other goes over mutual TLS; the journals have it.
set -eu

READY=${1:-ready.json}
TPE=$(jq -r .tpe.controlUrl "$READY")
PSP=$(jq -r .psp.controlUrl "$READY")
GAP=$(jq -r '."ref-gap".controlUrl' "$READY")
TERMINAL=BANC000000000001

ask() { curl --silent --show-error --fail-with-body --header 'content-type: application/json' "$@"; }

# What others did before is not of this day.
ask --request POST "$PSP/settlements" --data '{}' > /dev/null
BEFORE=$(ask "$GAP/settlements" | jq '[.items[].net] | add // 0')

echo 'Admission'
DOSSIER=$(ask "$GAP/dossiers" --data '{"patientRef": "P-1", "contact": "sms"}' | jq -r .id)
echo "  dossier $DOSSIER"

echo 'Consent: the patient stands at the terminal, which asks for 150 € at most'
ask --request PUT "$TPE/terminals/$TERMINAL/visitor" --data '{"card": "good", "cardholder": "agrees"}' > /dev/null
ask "$GAP/dossiers/$DOSSIER/consent" --data "{\"terminal\": \"$TERMINAL\", \"ceiling\": 15000}" | jq -r '"  " + .state'

echo 'Care: 17 € are left to pay'
ask "$GAP/dossiers/$DOSSIER/care" --data '{"amount": 1700}' | jq -r '"  " + .state'

echo 'Debit'
ask --request POST "$GAP/dossiers/$DOSSIER/debit" | jq -r '"  " + .state'

echo 'Settlement: the day is over'
ask --request POST "$PSP/settlements" --data '{}' > /dev/null
AFTER=$(ask "$GAP/settlements" | jq '[.items[].net] | add // 0')

echo 'What terminal and GAP said, and who vouches for it'
ask "$TPE/terminals/$TERMINAL/journal" | jq -r --arg dossier "$DOSSIER" '
  .[] | select(.event == "message-sent" or .event == "message-received")
      | select(tostring | contains($dossier))
      | "  " + .event, "    " + .details.vouchedForBy.subject,
        "    issued by " + .details.vouchedForBy.issuer, "    serial number " + .details.vouchedForBy.serialNumber'
echo 'What GAP and provider said'
ask "$PSP/journal" | jq -r --arg dossier "$DOSSIER" '
  .[] | select(.event == "answered") | select(tostring | contains($dossier)) | .details
      | "  \(.method) \(.route): \(.status)", "    asked by " + .client.subject, "    answered by " + .server.subject'

SETTLED=$((AFTER - BEFORE))
BALANCED=$(ask "$PSP/ledger" | jq .balanced)
echo "settled $SETTLED, the ledger balances: $BALANCED"
[ "$SETTLED" = 1700 ] && [ "$BALANCED" = true ]
