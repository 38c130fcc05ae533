import { openStage } from './stage.ts';
import { theWholeStory } from './whole-story.ts';

theWholeStory(() => openStage());
