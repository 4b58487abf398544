// Rows for the tests of what is made of them.
import type { Entry, Results, Row } from './results.ts';

export const entry = (name: string, role: Entry['role'], median: number, ratio: number | null): Entry => ({
  ...{ name, role, versions: role === 'peer' ? [`${name} 1.0.0`] : [], median, ratio },
});

/** A row of a target, with our ratio to a floor of 10 µs. */
export const rowWith = (id: string, ratio: number): Row => ({
  ...{ id, title: `the row ${id}`, unit: 'µs', base: 'floor', noise: 0.012, rounds: 60 },
  entries: [
    entry('floor', 'floor', 10, 1),
    entry('Gatehouse', 'ours', 10 * ratio, ratio),
    entry('peer', 'peer', 15, 1.5),
  ],
});

export const resultsWith = (rows: readonly Row[]): Results => ({
  ...{ version: 1, time: '2026-03-01T12:00:00.000Z', form: 'whole', rows, leftOut: [], curves: [] },
  machine: { node: 'v24', processor: 'a processor', architecture: 'x64', processors: 2, pinned: true },
});
