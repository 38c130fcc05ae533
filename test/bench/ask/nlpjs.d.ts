/** What we use of nlp.js, which comes without types. */
declare module '@nlpjs/core' {
  export type Container = { use(part: unknown): void };
  export function containerBootstrap(): Promise<Container>;
}

declare module '@nlpjs/lang-en-min' {
  export const LangEn: unknown;
}

declare module '@nlpjs/nlu' {
  import type { Container } from '@nlpjs/core';

  export class NluNeural {
    constructor(settings: { locale: string; container: Container; log: boolean });
    train(examples: { utterance: string; intent: string }[]): Promise<unknown>;
    /** Best first. */
    process(text: string): Promise<{ classifications: { intent: string; score: number }[] }>;
    toJSON(): unknown;
    fromJSON(kept: unknown): void;
  }
}
