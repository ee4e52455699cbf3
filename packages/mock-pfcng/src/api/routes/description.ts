import { z } from 'zod';
import { FORM_EDITIONS, formReference } from '../../data/forms.ts';
import { PROBLEMS, type ProblemEntry, type ProblemSlug } from '../../problems/catalogue.ts';
import { problemType } from '../../problems/problem.ts';
import type { Api } from '../api.ts';
import { formEdition, problemKind } from '../components.ts';
import { openApiDocument } from '../openapi.ts';

const tags = ['description'];

/** What anybody may read: it says nothing of anyone. */
export function descriptionRoutes(api: Api): void {
  const options = { config: { public: true } };

  api.get('/openapi.json', { ...options, schema: { hide: true } }, async () => openApiDocument(api));

  api.get(
    '/problems',
    { ...options, schema: { tags, summary: 'Every refusal', response: { 200: z.array(problemKind) } } },
    async () => Object.entries(PROBLEMS).map(([slug, entry]) => kindOf(slug as ProblemSlug, entry)),
  );

  api.get(
    '/form-editions',
    {
      ...options,
      schema: { tags, summary: 'Every form of ANS, by edition', response: { 200: z.array(formEdition) } },
    },
    async () =>
      Object.entries(FORM_EDITIONS).flatMap(([form, editions]) =>
        Object.entries(editions).map(([edition, rest]) => ({ form, edition, ...rest })),
      ),
  );
}

function kindOf(slug: ProblemSlug, { status, title, detail, right, forms = [], requirements }: ProblemEntry) {
  return {
    type: problemType(slug),
    status,
    title,
    detail,
    ...(right && { missingRight: right }),
    forms: forms.map(formReference),
    requirements: [...requirements],
  };
}
