const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', copy: '©', euro: '€', pound: '£', yen: '¥' },
  ...{ ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•' },
  ...{ auml: 'ä', ouml: 'ö', uuml: 'ü', szlig: 'ß', eacute: 'é', egrave: 'è', agrave: 'à', ccedil: 'ç', ntilde: 'ñ' },
};

/** What is never shown. */
const hidden = ['script', 'style', 'head', 'title', 'template'];

/** After which a line ends. */
const blocks = /^\/?(?:p|div|br|hr|li|ul|ol|tr|table|h[1-6]|blockquote|section|article|header|footer|pre)$/i;

/**
 * What a mail in HTML reads like as text: its words, a line a block, quotations marked as in plain mails. One pass, so
 * that a hostile one takes no longer than another of its length.
 */
export function textOfHtml(html: string): string {
  let text = '';
  let quotes = 0;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    if (open === -1) return tidied(text + words(html.slice(at)));
    text += words(html.slice(at, open));
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const close = html.indexOf('>', open);
    if (close === -1) return tidied(text);
    const [name = ''] = /^\/?[a-z][a-z0-9]*/i.exec(html.slice(open + 1, Math.min(close, open + 20))) ?? [];
    at = close + 1;
    if (hidden.includes(name.toLowerCase())) {
      const end = new RegExp(`</${name}`, 'gi');
      end.lastIndex = at;
      at = end.exec(html)?.index ?? html.length;
    }
    if (!blocks.test(name)) continue;
    if (/^blockquote$/i.test(name)) quotes++;
    if (/^\/blockquote$/i.test(name)) quotes = Math.max(0, quotes - 1);
    text += `\n${'> '.repeat(Math.min(quotes, 5))}`;
  }
  return tidied(text);
}

function words(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = Number(name.startsWith('#x') || name.startsWith('#X') ? `0x${name.slice(2)}` : name.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
  });
}

function tidied(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line, index) => line !== '' || lines[index - 1] !== '')
    .join('\n')
    .trim();
}
