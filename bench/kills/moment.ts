/** The secrets of a Worker that is killed. */
export const VARS = {
  ADMIN_TOKEN: 'bench',
  MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters',
}

/** Returns a time by seed, in milliseconds below `most`: an LCG, because only the spread matters. */
export const moment = (seed: number, most: number): number =>
  (((seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31) * most
