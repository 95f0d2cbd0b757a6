import { stripVTControlCharacters, styleText } from 'node:util';

/** Lines that change in place on a terminal. */
export interface LiveArea {
  /** Replaces what stands there. */
  show(lines: readonly string[]): void;
  /** Leaves the last lines standing, and gives the cursor back. */
  done(): void;
}

/** Whether the output may be redrawn: on a terminal, and nobody asked for plain text. */
export function isLive(stream: { isTTY?: boolean } = process.stdout, environment = process.env): boolean {
  return stream.isTTY === true && !environment.NO_COLOR && !environment.CI && environment.TERM !== 'dumb';
}

/**
 * An area at the cursor that `show` redraws. Lines are cut at the terminal's width: a wrapped one could not be redrawn.
 */
export function liveArea(stream: NodeJS.WriteStream = process.stdout): LiveArea {
  let height = 0;
  const showCursor = () => stream.write('\x1b[?25h');
  // Where nobody else cares for Ctrl-C, Node.js would end without 'exit'.
  const interrupted = () => process.exit(130);
  const alone = process.listenerCount('SIGINT') === 0;
  process.once('exit', showCursor);
  if (alone) process.once('SIGINT', interrupted);
  stream.write('\x1b[?25l');
  return {
    show(lines) {
      const up = height > 0 ? `\x1b[${height}A` : '';
      const width = (stream.columns || 80) - 1;
      stream.write(`${up}${lines.map((line) => `\x1b[2K${fit(line, width)}\n`).join('')}\x1b[0J`);
      height = lines.length;
    },
    done() {
      process.off('exit', showCursor).off('SIGINT', interrupted);
      showCursor();
    },
  };
}

/** A line of at most so many columns; one that is too long loses its colours, too. */
export function fit(line: string, width: number): string {
  const plain = stripVTControlCharacters(line);
  return plain.length <= width ? line : `${plain.slice(0, width - 1)}…`;
}

/** Text filled up with spaces to a width that ignores its colours. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stripVTControlCharacters(text).length));
}

/** Text in a colour, where the output has colours. */
export function coloured(colour: 'green' | 'yellow' | 'red' | 'cyan' | 'dim' | 'bold', text: string): string {
  return isLive() ? styleText(colour, text, { validateStream: false }) : text;
}
