import { crc32, deflateRawSync } from 'node:zlib';
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

  it('reads an archive of no files, and files with what their maker says of them beside', () => {
    expect(read(zipOf([]))).toEqual([]);
    expect(read(zipOf(['a', 'b']))).toEqual([
      ['a', 'content of a'],
      ['b', 'content of b'],
    ]);
  });

  it.each([
    ['its directory', 'PK\x01\x02', 'the directory of the archive is damaged'],
    ['where a file begins', 'PK\x03\x04', 'a file of the archive is not where it should be'],
    ['where it ends', 'PK\x05\x06', 'this is no archive'],
  ])('says what is damaged: %s', (_, signature, message) => {
    const damaged = Buffer.from(archive);
    damaged.write('XXXX', damaged.indexOf(signature, 0, 'latin1'));

    expect(() => read(damaged)).toThrow(message);
  });

  it('says that it cannot unpack what is packed in another way', () => {
    const packed = Buffer.from(archive);
    packed.writeUInt16LE(12, packed.indexOf('PK\x01\x02', 0, 'latin1') + 10);

    expect(() => read(packed)).toThrow('a file of the archive is packed by method 12');
  });

  it('unpacks no file that is far larger than any of ours', () => {
    const huge = zipOf(['a'], () => Buffer.alloc(65 * 1024 * 1024));

    expect(() => read(huge)).toThrow(RangeError);
  });

  it('takes no damaged file for whole', () => {
    const damaged = Buffer.from(archive);
    damaged.write('STORED', damaged.indexOf('stored'));
    expect(() => read(damaged)).toThrow('damaged');
  });
});

/** An archive of files of these names, with a further field and a comment of each. */
function zipOf(names: readonly string[], contentOf = (name: string) => Buffer.from(`content of ${name}`)): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const name of names) {
    const [content, said] = [contentOf(name), Buffer.from('said')];
    const packed = deflateRawSync(content);
    const at = Buffer.concat(files).length;
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(said.length, 28);
    files.push(local, Buffer.from(name), said, packed);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 'latin1');
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(content), 16);
    entry.writeUInt32LE(packed.length, 20);
    for (const [offset, length] of [name.length, said.length, said.length].entries()) {
      entry.writeUInt16LE(length, 28 + 2 * offset);
    }
    entry.writeUInt32LE(at, 42);
    directory.push(entry, Buffer.from(name), said, said);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(Buffer.concat(files).length, 16);
  return Buffer.concat([...files, ...directory, end]);
}
