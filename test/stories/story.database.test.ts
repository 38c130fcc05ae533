/** The same story, with everything in a PostgreSQL. */
import { aDatabase } from '../support/database.ts';
import { openStage } from './stage.ts';
import { theWholeStory } from './whole-story.ts';

theWholeStory(async () => openStage({ databaseUrl: await aDatabase() }));
