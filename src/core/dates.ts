/** Dates as people write and read them here: the British way round. */

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** "2 March 2027". */
export function shownDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return year && month && day ? `${day} ${months[month - 1]} ${year}` : date;
}

/** "March 2027", for 2027-03. */
export function monthInWords(month: string): string {
  return shownDate(`${month}-01`).replace(/^1 /, '');
}

/** Reads 2027-03-14, 14/3/2027, 14.3.27 and "14 March 2027". */
export function readDate(said: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said);
  if (iso) return realDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const short = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/.exec(said);
  if (short) return realDate(fullYear(short[3] ?? ''), Number(short[2]), Number(short[1]));
  const long = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,})\.?,? (\d{4})$/i.exec(said);
  const month = months.findIndex((name) => name.toLowerCase().startsWith((long?.[2] ?? '-').toLowerCase()));
  return long && month >= 0 ? realDate(Number(long[3]), month + 1, Number(long[1])) : undefined;
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function realDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : undefined;
}
