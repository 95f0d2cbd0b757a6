import { describe, expect, it } from 'vitest';
import { zipEntries } from '../../lambdas/payments/zip-entries.ts';

/** Made with Python's zipfile: a stored file, a deflated one, and a comment. */
const archive = Buffer.from(
  'UEsDBBQAAAAAAAAAIQAL+UNWBgAAAAYAAAAFAAAAYS50eHRzdG9yZWRQSwMEFAAAAAgAAAAhAAfWb5AOAAAAtAAAAAUAAABiLnR4dEtJTctJLElNUUgZOgwAUEsBAhQDFAAAAAAAAAAhAAv5Q1YGAAAABgAAAAUAAAAAAAAAAAAAAIABAAAAAGEudHh0UEsBAhQDFAAAAAgAAAAhAAfWb5AOAAAAtAAAAAUAAAAAAAAAAAAAAIABKQAAAGIudHh0UEsFBgAAAAACAAIAZgAAAFoAAAAOAG1hZGUgZWxzZXdoZXJl',
  'base64',
);
const read = (bytes: Buffer) =>
  zipEntries(bytes).map(({ name, content }) => [name.toString('utf8'), content().toString('utf8')]);

describe('zipEntries', () => {
  it('reads stored and deflated files of an archive made elsewhere', () => {
    expect(read(archive)).toEqual([
      ['a.txt', 'stored'],
      ['b.txt', 'deflated '.repeat(20)],
    ]);
  });

  it.each([0, 1, 21, archive.length - 40])('takes no %i bytes of an archive for one', (length) => {
    expect(() => read(archive.subarray(0, length))).toThrow();
  });

  it('takes no damaged file for whole', () => {
    const damaged = Buffer.from(archive);
    damaged.write('STORED', damaged.indexOf('stored'));
    expect(() => read(damaged)).toThrow('damaged');
  });
});
