import fc from 'fast-check';
import { type Fault, faults, type Turn } from '../interleaving.ts';

/** Whose call goes on next, and what goes wrong with it: nothing, mostly. */
export function turn(): fc.Arbitrary<Turn> {
  const fault = fc.oneof(
    { weight: 7, arbitrary: fc.constant<Fault>('none') },
    { weight: 1, arbitrary: fc.constantFrom(...faults) },
  );
  return fc.record({ pick: fc.nat(7), fault });
}
