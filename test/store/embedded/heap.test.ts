import { expect, it } from 'vitest';
import { Heap } from '../../../src/store/embedded/heap.ts';

it('gives everything back in order, however it was put in, while more is put in', () => {
  const heap = new Heap<number>((one, other) => one < other);
  const given: number[] = [];
  // Every number up to 1,000 once, far from in order: 7 and 1,000 have no common factor.
  for (let at = 0; at < 1000; at++) heap.push((at * 7) % 1000);
  for (let at = 0; at < 500; at++) given.push(heap.shift() ?? -1);
  for (let at = 1000; at < 1500; at++) heap.push(at);
  while (heap.first() !== undefined) given.push(heap.shift() ?? -1);
  expect(given).toEqual(Array.from({ length: 1500 }, (_, at) => at));
  expect(heap.shift()).toBeUndefined();
});
