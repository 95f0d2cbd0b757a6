import type { StaffClient } from '../../client/src/client.ts';
import type { Child } from './dom.ts';
import type { Session } from './session.ts';

/** What every screen works with. */
export interface Desk {
  readonly api: StaffClient;
  /** The same for what changes something, told why. */
  because(reason: string): StaffClient;
  readonly session: Session;
  /** Says what became of something, where a screen reader hears it too. */
  say(sentence: string): void;
}

/** One visit of a screen, until the person goes elsewhere. */
export interface Visit {
  readonly desk: Desk;
  /** What stands behind the screen's name in the address: of `#/orders/ID`, `ID`. */
  readonly subject: string | undefined;
  /** Ends what is still being fetched when the person goes elsewhere. */
  readonly signal: AbortSignal;
  /** Draws the screen anew, with what stands now. */
  again(): Promise<void>;
  /** The same by itself after a while, as long as somebody looks. */
  againIn(seconds: number): void;
}

/** A screen: what it is called, and what it shows. */
export interface Screen {
  readonly title: string;
  /** Its place among the tabs, unless it is reached from another screen only. */
  readonly tab?: string;
  /** The operation without which it has nothing to show. */
  readonly needs: keyof StaffClient;
  draw(visit: Visit): Promise<Child>;
}
