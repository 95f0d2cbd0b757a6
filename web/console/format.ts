/** How figures read: in the reader's own zone and manner, short, the exact value in a title where it matters. */
import { h } from './dom.ts';

/** As the sentences of the service say it, beside which it stands: `14:02`. */
export const onClock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const clock = new Intl.DateTimeFormat(undefined, { ...onClock, second: '2-digit' });
const onCalendar = { day: 'numeric', month: 'short' } as const;
const day = new Intl.DateTimeFormat(undefined, onCalendar);
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long', hourCycle: 'h23' });
const figures = new Intl.NumberFormat();

/** Days that are counted by UTC. */
export const utcDays = new Intl.DateTimeFormat(undefined, { ...onCalendar, timeZone: 'UTC' });

/** The reader's own time zone, for what the service says of times. */
export const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

/** 1,234. */
export const count = (value: number): string => figures.format(value);

/** `1 order`, `2 orders`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** An amount in the currency's minor unit, as it is written. */
export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** A span of time in its two largest units: `3 h 20 min`. */
export function span(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (Math.abs(milliseconds) < 1000) return `${Math.round(Math.abs(milliseconds))} ms`;
  if (seconds < 60) return `${(Math.abs(milliseconds) / 1000).toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 && minutes < 10 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

/** `12 min ago`, `in 3 h`; when exactly, to who points at it. */
export function when(at: string, now = Date.now()): HTMLTimeElement {
  const distance = Date.parse(at) - now;
  const text = distance > 0 ? `in ${span(distance)}` : `${span(distance)} ago`;
  return h('time', { datetime: at, title: whole.format(new Date(at)) }, Math.abs(distance) < 1000 ? 'now' : text);
}

/** The moment on a clock, with the day unless it is today. */
export function moment(at: string, now = new Date()): HTMLTimeElement {
  const date = new Date(at);
  const isToday = date.toDateString() === now.toDateString();
  const text = `${isToday ? '' : `${day.format(date)}, `}${clock.format(date)}`;
  return h('time', { datetime: at, title: whole.format(date) }, text);
}

/** `PAYMENT_DECLINED` → `Payment declined`, `lowStockThreshold` → `Low stock threshold`. */
export function words(name: string): string {
  const text = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase()
    .replaceAll(/\bsku\b/g, 'SKU')
    .replaceAll(/\bemail\b/g, 'e-mail');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
