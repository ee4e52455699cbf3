/**
 * Writes the generated files of docs/ from the code that they describe, or from what was measured; with `--check`, names
 * those that differ from what is committed and exits 1.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { benchmarkResults, benchmarksDocument, growthPlot } from '@banc-gap/bench';
import { reportJsonSchema, requirementsCsv } from '@banc-gap/conformance';
import { SHOWN } from '@banc-gap/mock-pfcng/testing';
import { amcRefusalsDocument } from './generated/amc.ts';
import { casesDocument } from './generated/cases.ts';
import { catalogues } from './generated/catalogues.ts';
import { configurationDocument } from './generated/configuration.ts';
import { detectionMatrixDocument } from './generated/detection-matrix.ts';
import { dispensationXsdFile, dpOpenApiFile, dpRefusalsDocument } from './generated/dp.ts';
import { errorsDocument } from './generated/errors.ts';
import { openApiText } from './generated/openapi.ts';
import { pspOpenApiFile, pspRefusalsDocument, pspSchemaFile } from './generated/psp.ts';
import { refusalsDocument } from './generated/refusals.ts';
import { tpeOpenApiFile, tpeSchemaFile } from './generated/tpe.ts';

const benchmarks = () => benchmarkResults.parse(JSON.parse(readFileSync('docs/benchmarks.json', 'utf8')));

const shownByPfcng = Object.fromEntries(
  Object.entries(SHOWN).map(([id, tests]) => [id, tests.map((test) => `packages/mock-pfcng/${test}`)]),
);

const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/amc-refusals.md': amcRefusalsDocument,
  'docs/benchmarks.md': () => benchmarksDocument(benchmarks()),
  'docs/benchmarks.svg': () => growthPlot(benchmarks()),
  'docs/cases.md': casesDocument,
  'docs/configuration.md': configurationDocument,
  'docs/detection-matrix.md': detectionMatrixDocument,
  'docs/dp-dispensation.xsd': dispensationXsdFile,
  'docs/dp-refusals.md': dpRefusalsDocument,
  'docs/dp.openapi.json': dpOpenApiFile,
  'docs/errors.md': () => errorsDocument(catalogues),
  'docs/pfcng-refusals.md': refusalsDocument,
  'docs/pfcng.openapi.json': openApiText,
  'docs/psp-refusals.md': pspRefusalsDocument,
  'docs/psp.openapi.json': pspOpenApiFile,
  'docs/psp.schema.json': pspSchemaFile,
  'docs/report.schema.json': () => `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
  'docs/requirements.csv': () => requirementsCsv(shownByPfcng),
  'docs/tpe.openapi.json': tpeOpenApiFile,
  'docs/tpe.schema.json': tpeSchemaFile,
};

const check = process.argv.includes('--check');
for (const [file, produce] of Object.entries(generated)) {
  const text = await produce();
  const current = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (text === current) continue;
  if (check) {
    console.error(`${file} is not what its source says: run \`npm run generate\` and commit the result`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${file}`);
  }
}
