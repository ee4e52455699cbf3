/** S4 says who needs which certificate, and nothing of the link. */
export const NOTHING_ABOUT_TLS = {
  fr: 'Le document de l’ANS sur le DP ne dit rien des vérifications à faire sur ce lien.',
  en: 'The ANS document on the DP says nothing of the checks on this link.',
};

export const NOTHING_ABOUT_REPLIES = {
  fr: 'Les messages du DP ne sont pas publics : ceux-ci sont du banc.',
  en: 'The messages of the DP are not public: these are the bench’s own.',
};
