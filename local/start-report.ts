import { formatDuration } from '../bin/operations/format-duration.ts';
import type { StartReport } from './settings.ts';
import { isLive, liveArea } from './terminal.ts';

const quietMilliseconds = 10_000;
const redrawMilliseconds = 200;

/** Shows how a local cloud starts: one line that changes in place on a terminal, elsewhere one every ten seconds. */
export function startReport(): StartReport & { done(): void } {
  const startedAt = Date.now();
  const area = isLive() ? liveArea() : undefined;
  let now = '';
  let isOver = false;
  const line = () => `  ${now} (${formatDuration(Date.now() - startedAt)})`;
  // Some of it is silent for a while: the time shows that it goes on.
  const show = () => now !== '' && (area === undefined ? console.log(line()) : area.show([line()]));
  const timer = setInterval(show, area === undefined ? quietMilliseconds : redrawMilliseconds).unref();

  return {
    progress(what) {
      now = what;
    },
    tell(sentence) {
      area?.show([]);
      console.warn(sentence);
    },
    done() {
      if (isOver) return;
      isOver = true;
      clearInterval(timer);
      area?.show([]);
      area?.done();
    },
  };
}
