/** Somebody as records keep them: with the name under which they were known, for the day on which nobody lists them any more. */
import { z } from 'zod';

export const someone = z.object({ id: z.string(), name: z.string() });
export type Someone = z.infer<typeof someone>;

/** Somebody did something, at an instant. */
export const deed = z.object({ by: someone, at: z.string() });

export function asSomeone({ id, name }: Someone): Someone {
  return { id, name };
}

export function isAmong(people: Someone[], id: string): boolean {
  return people.some((person) => person.id === id);
}

/** Everybody who is not among the others. */
export function without<T extends Someone>(people: T[], others: Someone[]): T[] {
  return people.filter((person) => !isAmong(others, person.id));
}

/** Each person once, by id. */
export function unique<T extends Someone>(people: T[]): T[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
