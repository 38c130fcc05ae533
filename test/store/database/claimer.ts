/** A process that claims everything that is due and then does nothing with it, for as long as it is allowed to. */
import { writeSync } from 'node:fs';
import { openDatabaseStore } from '../../../src/store/database/database.ts';
import { noon } from '../notes.ts';

const [url = '', lease = ''] = process.argv.slice(2);
const store = await openDatabaseStore({ url, lease: Number(lease) });
const claimed = await store.claim(() => noon, 100);
writeSync(1, `${claimed.map(({ delivery }) => delivery.id).join()}\n`);
setInterval(() => {}, 1000);
