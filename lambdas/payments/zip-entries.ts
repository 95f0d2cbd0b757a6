import { crc32, inflateRawSync } from 'node:zlib';

/** A file in an archive. */
export interface ZipEntry {
  /** In whatever encoding the archive's maker uses. */
  readonly name: Buffer;
  /** @throws Error when it is damaged or too large */
  readonly content: () => Buffer;
}

const endSignature = 0x06054b50;
const endLength = 22;
const directorySignature = 0x02014b50;
const localSignature = 0x04034b50;

/** More than this is no file of ours: an archive may unpack to far more than it weighs. */
const limitBytes = 64 * 1024 * 1024;

/**
 * The files of a zip archive: stored or deflated, neither encrypted nor of 4 GB and more.
 * @throws Error when it is no such archive
 */
export function zipEntries(archive: Buffer): readonly ZipEntry[] {
  const end = endOf(archive);
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== directorySignature) throw new Error('the directory of the archive is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const next = at + 46 + Number(nameLength) + Number(extraLength) + Number(commentLength);
    const header = at;
    entries.push({
      name: archive.subarray(at + 46, at + 46 + Number(nameLength)),
      content: () => contentOf(archive, header),
    });
    at = next;
  }
  return entries;
}

function contentOf(archive: Buffer, header: number): Buffer {
  const method = archive.readUInt16LE(header + 10);
  const sum = archive.readUInt32LE(header + 16);
  const length = archive.readUInt32LE(header + 20);
  const local = archive.readUInt32LE(header + 42);
  if (archive.readUInt32LE(local) !== localSignature)
    throw new Error('a file of the archive is not where it should be');
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + length);
  if (method !== 0 && method !== 8) throw new Error(`a file of the archive is packed by method ${method}`);
  const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: limitBytes });
  if (crc32(content) !== sum) throw new Error('a file of the archive is damaged');
  return content;
}

/** Where the archive's last record is: at its end, before a comment. */
function endOf(archive: Buffer): number {
  for (let at = archive.length - endLength; at >= 0; at--) {
    if (archive.readUInt32LE(at) === endSignature) return at;
  }
  throw new Error('this is no archive');
}
