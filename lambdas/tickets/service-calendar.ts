import { stageShop } from '../shop/stage-shop.ts';
import type { BusinessCalendar } from './business-calendar.ts';

const office = { from: '09:00', until: '17:00' };
const officeHours = { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office };

/** When the shop answers: as its profile says, or else in office hours where its first brand is. */
export function serviceCalendar(shop = stageShop()): BusinessCalendar {
  const { timeZone = shop.brands[0]?.timeZone ?? 'UTC', hours = officeHours, holidays = [] } = shop.answers ?? {};
  return { timeZone, hours, holidays };
}
