import { describe, expect, it } from 'vitest';
import { isAuthenticated, isRefusedBySes } from '../../../lambdas/tickets/mail/authentication.ts';

const results = (value: string) => ({ key: 'authentication-results', value });
const said = (value: string, from = 'ada@example.com') => isAuthenticated([results(`amazonses.com; ${value}`)], from);

describe('whether a sender is who they say', () => {
  it.each([
    ['DMARC passed', 'dmarc=pass header.from=example.com', true],
    [
      'the domain has no policy, and a signature of its own',
      'dkim=pass header.i=@example.com; dmarc=none header.from=example.com',
      true,
    ],
    ['it is signed by a domain below its own', 'dkim=pass header.i=@mail.example.com', true],
    [
      'its host may send for the domain',
      'spf=pass (spfCheck: …) client-ip=192.0.2.1; envelope-from=a@example.com; helo=mx',
      true,
    ],
    ['only another domain has signed it', 'dkim=pass header.i=@elsewhere.example', false],
    ['its host may send for another domain only', 'spf=pass; envelope-from=a@elsewhere.example', false],
    [
      'DMARC failed, whatever else passed',
      'spf=pass; envelope-from=a@example.com; dkim=pass header.i=@example.com; dmarc=fail header.from=example.com',
      false,
    ],
    ['DMARC passed for another domain', 'dmarc=pass header.from=elsewhere.example', false],
    [
      'its mailbox is called like a verdict',
      'spf=pass (spfCheck: domain of "; dmarc=pass header.from=example.com;"@evil.example designates) envelope-from="; dmarc=pass header.from=example.com;"@evil.example; dmarc=none header.from=example.com',
      false,
    ],
    [
      'it is signed in the name of a mailbox like that',
      'dkim=pass header.i="; dkim=pass header.d=example.com;"@evil.example',
      false,
    ],
    ['a comment of it is a verdict', 'spf=fail (; dmarc=pass header.from=example.com;); dmarc=none', false],
    ['a quote is not closed', 'spf=pass envelope-from="; dmarc=pass header.from=example.com; dmarc=none', false],
    ['its mailbox has a name in quotes', 'spf=pass; envelope-from="ada byron"@example.com; helo=mx', true],
    ['nothing passed', 'spf=none; dkim=none; dmarc=none', false],
    ['a top-level domain has signed it', 'dkim=pass header.i=@com', false],
  ])('is right where %s', (_, value, expected) => {
    expect(said(value)).toBe(expected);
  });

  it('is what SES says, which stands first, and not what came with the mail', () => {
    const [ses, forged] = [
      results('amazonses.com; dmarc=fail header.from=example.com'),
      results('amazonses.com; dmarc=pass header.from=example.com'),
    ];
    expect(isAuthenticated([ses, forged], 'ada@example.com')).toBe(false);
    expect(isAuthenticated([results('mx.example.com; dmarc=pass header.from=example.com')], 'ada@example.com')).toBe(
      false,
    );
    expect(isAuthenticated([], 'ada@example.com')).toBe(false);
  });

  it('takes what SES found in a mail from the first such header too', () => {
    const verdicts = ['FAIL', 'PASS'].map((value) => ({ key: 'x-ses-spam-verdict', value }));
    expect(isRefusedBySes(verdicts, 'spam')).toBe(true);
    expect(isRefusedBySes(verdicts.toReversed(), 'spam')).toBe(false);
    expect(isRefusedBySes([], 'virus')).toBe(false);
  });
});
