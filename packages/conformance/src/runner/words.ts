import type { Feature } from '../config/features.ts';
import type { DriveReply } from '../drive/actions.ts';
import type { Text } from '../text.ts';

export const TWIN_FAILED: Text = {
  fr: 'Le même essai sans le défaut ne passe pas : un refus ne prouverait rien.',
  en: 'The same attempt without the defect does not pass: a refusal would prove nothing.',
};

export const ISSUING_CA_TRUSTED: Text = {
  fr: 'Le GAP fait déjà confiance à l’AC émettrice elle-même, ou va la chercher, et ignore à bon droit celle que le terminal envoie. Pour jouer ce cas, ne mettez que la racine (trust/tpe.pem) dans son magasin de confiance.',
  en: 'The GAP already trusts the issuing CA itself, or fetches it, and rightly ignores the one that the terminal sends. To run this case, put only the root (trust/tpe.pem) in its trust store.',
};

export const STOPPED_SERVING: Text = {
  fr: 'Après cet essai, le GAP ne sert plus le bon terminal.',
  en: 'After this attempt the GAP no longer serves the good terminal.',
};

export const STOPPED_ONCE: Text = {
  fr: 'À un premier essai, le GAP n’avait plus servi le bon terminal ensuite ; cela ne s’est pas reproduit.',
  en: 'On a first attempt the GAP no longer served the good terminal afterwards; it did not happen again.',
};

export function stoppedByOneOf(ids: readonly string[]): Text {
  return {
    fr: `Le GAP a cessé de servir pendant que ces cas tournaient ensemble (${ids.join(', ')}) et n’est pas revenu : relancez-le avec gap.diapasonServer.parallel à 1 pour savoir lequel l’arrête.`,
    en: `The GAP stopped serving while these cases ran side by side (${ids.join(', ')}) and did not come back: start it again with gap.diapasonServer.parallel at 1 to learn which one stops it.`,
  };
}

export function noLongerServing(since: string): Text {
  return {
    fr: `Le GAP ne sert plus le bon terminal depuis ${since} : cas non joué.`,
    en: `The GAP has not served the good terminal since ${since}: not run.`,
  };
}

export function featureDeclaredAbsent(feature: Feature): Text {
  return {
    fr: `La configuration déclare que le GAP ne le fait pas (features.${feature}: false).`,
    en: `The configuration declares that the GAP does not do this (features.${feature}: false).`,
  };
}

export const NO_DRIVE: Text = {
  fr: 'Ce cas a besoin que le GAP agisse, et la configuration ne dit pas comment le lui demander (drive.mode : http, command ou manual ; voir docs/drive.md).',
  en: 'This case needs the GAP to act, and the configuration does not say how to ask it to (drive.mode: http, command or manual; see docs/drive.md).',
};

export function actionNotImplemented(action: string): Text {
  return {
    fr: `Le pilote du GAP ne sait pas faire ${action}.`,
    en: `The drive of the GAP does not implement ${action}.`,
  };
}

export function actionFailed(action: string, { outcome, detail = '' }: DriveReply): Text {
  return {
    fr: `L’action ${action} du pilote n’a pas abouti (${outcome}). ${detail}`.trim(),
    en: `The action ${action} of the drive did not succeed (${outcome}). ${detail}`.trim(),
  };
}

export function crlNotTaken({ detail = '' }: DriveReply): Text {
  return {
    fr: `Le GAP n’a pas pris cette CRL. ${detail}`.trim(),
    en: `The GAP did not take this CRL. ${detail}`.trim(),
  };
}

export const INTERRUPTED: Text = {
  fr: 'Non joué : le banc a été arrêté avant.',
  en: 'Not run: the bench was stopped before.',
};

export function benchFault(error: unknown): Text {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    fr: `Le banc lui-même a échoué : ${reason}`,
    en: `The bench itself failed: ${reason}`,
  };
}

export const BREAKER_OPEN: Text = {
  fr: 'Non joué : le banc a échoué trois fois de suite et s’est arrêté.',
  en: 'Not run: the bench failed three times in a row and stopped.',
};
