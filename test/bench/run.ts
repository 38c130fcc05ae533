/** `npm run bench`: every benchmark, printed for people, and with `-- --json FILE` written as figures. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { alarmLines, measureAlarm } from './alarm.ts';
import { askLines, measureAsk } from './ask.ts';
import { measureSchools, schoolLines } from './schools.ts';
import { measureStore, type StoreFigures } from './store.ts';
import { measureUnderstanding, understandingLines } from './understanding.ts';

const { values } = parseArgs({ options: { json: { type: 'string' } } });

const ask = measureAsk();
process.stdout.write(`${askLines(ask).join('\n')}\n\n`);
const understanding = measureUnderstanding();
process.stdout.write(`${understandingLines(understanding).join('\n')}\n\n`);
const alarm = measureAlarm();
process.stdout.write(`${alarmLines(alarm).join('\n')}\n\n`);
const schools = measureSchools();
process.stdout.write(`${schoolLines(schools).join('\n')}\n\n`);
const store = await measureStore();
process.stdout.write(`${storeLines(store).join('\n')}\n`);
if (values.json)
  writeFileSync(values.json, `${JSON.stringify({ ask, understanding, alarm, schools, store }, null, 2)}\n`);

function storeLines(figures: StoreFigures): string[] {
  const time = (ms: number) => `${ms.toFixed(2)} ms`;
  return [
    'Keeping records in the embedded store',
    `  one turn with few records     ${time(figures.fewRecords)}`,
    `  one turn with many records    ${time(figures.manyRecords)}`,
    `  many to few                   ${figures.ratio.toFixed(2)}`,
    `  turns a second, one by one    ${Math.round(figures.oneByOne)}`,
    `  turns a second, in bursts     ${Math.round(figures.inBursts)}`,
    `  opening the large store       ${time(figures.opening)}`,
    `  its first turn                ${time(figures.firstTurn)}`,
    `  a snapshot of it              ${time(figures.snapshot)}`,
    `  turns meanwhile               ${figures.turnsMeanwhile}, the slowest in ${time(figures.slowestMeanwhile)}`,
  ];
}
