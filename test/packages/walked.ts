/** What `walk` returns, wherever it runs. */
export const WALKED = {
  imported: [
    ['done', 4],
    ['done', 24],
  ],
  mined: 'live',
  listed: ['mug', 'pot', 'tea', 'tin'],
  best: ['mug', 'pot', 'tin'],
  pinned: ['tin', 'mug', 'pot'],
  etag: '"1"',
  page: ['complementary', 'related'],
  offered: 'For you: The pot',
  isOnPage: true,
  reported: true,
  exported: 6,
  unknown: 'unknown_item',
}
