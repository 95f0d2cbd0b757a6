import * as z from 'zod/mini';

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const topLevel = '(?=[^.]*[A-Za-z])';

/**
 * Dot-string and domain of RFC 5321 (section 4.1.2), each label as RFC 1123 (section 2.1) has it, the last one not of
 * digits alone (RFC 3696, section 2); no quoted local parts and no address literals, which no shopper has.
 */
const pattern = new RegExp(`^(?=[^@]{1,64}@)${atom}(?:\\.${atom})*@(?:${label}\\.)+${topLevel}${label}$`);

/**
 * An e-mail address that SES can take: ASCII, an international domain in its Punycode form, as browsers' `<input
 * type=email>` submits it. At most 64 octets before the at sign and 254 in all (RFC 5321, section 4.5.3.1).
 */
export const EmailAddress = z
  .email({
    error: 'must be an e-mail address; an international domain in Punycode, such as info@xn--fiqs8s.xn--fiqs8s',
    pattern,
  })
  .check(z.maxLength(254, 'must have at most 254 characters'));
