/** What takes a press, and what takes a form that was sent. */
import type { Answers } from './event.ts';

/** What a button or form carries, and brings back. */
export type Value = Record<string, string>;
export type Pressed<T> = (turn: T, value: Value) => Promise<void>;
export type Submitted<T> = (turn: T, answers: Answers, value: Value) => Promise<void>;
