import { PfcngProblem, seedScenario } from '@banc-gap/mock-pfcng';
import { PfcngRefusal } from '@banc-gap/mock-pfcng/client';
import { type Command, exitCodes, jsonOption, stateOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { language, languageOption } from '../language.ts';
import { actions } from '../order/actions.ts';
import { productOptions } from '../order/product.ts';
import { cardOptions, orderSession, refusedError } from '../order/session.ts';
import { openPlatform } from '../platform.ts';
import { openState } from '../state.ts';

export const order: Command = {
  name: 'order',
  summary: 'PFCNG from the command line: orders a certificate as ANS has it, with a card.',
  examples: [
    'banc order cards',
    'banc order offers --card 2800000003 --pin 1234',
    'banc order request --offer SERV --usage SSL_SERVEUR --fqdn gap.ch-test.fr',
    'banc order withdraw commande-… --accept-terms --code perdu-2026 --password mot-de-passe --out gap',
    'banc order revoke commande-… --ground perte --code perdu-2026',
    'banc order where-am-i --structure 10B0999999 --use diapason-tpe-server',
    '',
    ...Object.values(actions).map(({ usage, help }) => `${usage.padEnd(18)}${help}`),
  ],
  positionals: 'WHAT',
  options: {
    ...cardOptions,
    ...productOptions,
    out: { value: 'DIR', help: 'where files are written; none is overwritten' },
    code: { value: 'CODE', help: 'the code of revocation' },
    password: { value: 'PASSWORD', help: 'of the PKCS#12, where the platform makes the key' },
    'accept-terms': { help: 'accepts the terms and the certificate, as the withdrawal wants' },
    ground: { value: 'GROUND', help: 'erreur, perte, vol, cessation-activite or changement-donnee' },
    use: {
      value: 'USE',
      help: 'diapason-psp-client, diapason-tpe-server, roc-annuaire, roc-web-services or dp',
    },
    ...languageOption,
    ...stateOption,
    ...jsonOption,
  },
  async run(args, context) {
    const [name = ''] = args.positionals;
    const action = actions[name];
    if (action === undefined) {
      const reason = `\`banc order\` does ${Object.keys(actions).join(', ')}; not ${name || 'nothing'}.`;
      throw cliErrors.error('CLI_OPTION_INVALID', { command: 'order', reason });
    }
    using authorities = await openState(args, context, {});
    // A bench that is up may be at work on the same store.
    using pfcng = await openPlatform(authorities, { resume: false });
    seedScenario(pfcng);
    try {
      const { result, text } = await action.run(orderSession(args, context, { pfcng, authorities }));
      context.stdout.write(args.flag('json') ? `${JSON.stringify(result, null, 2)}\n` : text);
      return exitCodes.success;
    } catch (error) {
      if (error instanceof PfcngRefusal) throw refusedError(error.problem);
      if (error instanceof PfcngProblem) throw refusedError(error.details(language(args, context.env)));
      throw error;
    }
  },
};
