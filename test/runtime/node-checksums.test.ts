import * as sdk from '@smithy/core/checksum';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Sha256 } from '../../lambdas/runtime/node-checksums.ts';

it("comes to what the SDK's own checksum comes to, keyed or not, also when it is asked again", async () => {
  const parts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array()), { maxLength: 4 });
  const secret = fc.option(fc.oneof(fc.string({ minLength: 1 }), fc.uint8Array({ minLength: 1 })), { nil: undefined });
  const digestOf = async (checksum: sdk.Sha256 | Sha256, said: readonly (string | Uint8Array)[]) => {
    for (const part of said) checksum.update(part as Uint8Array);
    return Buffer.from(await checksum.digest()).toString('hex');
  };
  await fc.assert(
    fc.asyncProperty(parts, secret, async (said, key) => {
      expect(await digestOf(new Sha256(key), said)).toBe(await digestOf(new sdk.Sha256(key), said));
      const [ours, theirs] = [new Sha256(), new sdk.Sha256()];
      for (const again of [said, said]) expect(await digestOf(ours, again)).toBe(await digestOf(theirs, again));
      ours.reset();
      theirs.reset();
      expect(await digestOf(ours, said)).toBe(await digestOf(theirs, said));
    }),
    { numRuns: 200 },
  );
});
