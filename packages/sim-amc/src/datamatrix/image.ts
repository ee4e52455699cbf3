import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes, writeBarcode } from 'zxing-wasm/full';
import { amcErrors } from '../errors.ts';

/** Of the image, in octets: a photograph is smaller. */
const LARGEST_IMAGE = 20_000_000;
/** Pixels of one module, as a scanner reads it on a screen and on paper. */
const SCALE = 6;

// Otherwise the library fetches its binary from the network.
const binary = createRequire(import.meta.url).resolve('zxing-wasm/full/zxing_full.wasm');
let prepared: Promise<unknown> | undefined;

function prepare(): Promise<unknown> {
  prepared ??= prepareZXingModule({
    overrides: { wasmBinary: readFileSync(binary) as Uint8Array<ArrayBuffer> },
    fireImmediately: true,
  });
  return prepared;
}

/** A DataMatrix (ISO/IEC 16022, ECC 200) as PNG, with its quiet zone. */
export async function renderDataMatrix(text: string): Promise<Buffer> {
  await prepare();
  const { image, error } = await writeBarcode(text, {
    format: 'DataMatrix',
    scale: SCALE,
    addQuietZones: true,
  });
  if (image === null) throw new TypeError(error);
  return Buffer.from(await image.arrayBuffer());
}

/**
 * The text of the DataMatrix in an image; of several, of the one that is found first.
 *
 * @param image PNG or JPEG
 * @throws BancError AMC_IMAGE_UNREADABLE, AMC_DATAMATRIX_MISSING
 */
export async function readDataMatrix(image: Uint8Array): Promise<string> {
  if (image.length > LARGEST_IMAGE) {
    throw amcErrors.error('AMC_IMAGE_UNREADABLE', { reason: `it has more than ${LARGEST_IMAGE} octets` });
  }
  await prepare();
  const [found] = await readBarcodes(image, { formats: ['DataMatrix'], maxNumberOfSymbols: 1 });
  if (found === undefined) throw amcErrors.error('AMC_DATAMATRIX_MISSING');
  if (!found.isValid) throw amcErrors.error('AMC_IMAGE_UNREADABLE', { reason: found.error });
  return found.text;
}
