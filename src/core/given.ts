/** Leaves out what was not given, so that a thing is there or is not, and never there with nothing in it. */
export function given<const T extends object>(parts: T): Given<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as Given<T>;
}

type Open<T> = { [Name in keyof T]: undefined extends T[Name] ? Name : never }[keyof T];

export type Given<T> = Omit<T, NonNullable<Open<T>>> & {
  [Name in NonNullable<Open<T>>]?: Exclude<T[Name], undefined>;
};

/** Each part may be left out, also by giving nothing for it. */
export type Loose<T> = { [Name in keyof T]?: T[Name] | undefined };
