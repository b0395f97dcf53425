import { Hono } from 'hono'
import { itemFacets } from '../../../schema/catalogue/search.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { readFacets } from '../../store/catalogue/search.ts'

/** The catalogue as a whole. */
export const catalogueRoutes = new Hono<App>().get(
  '/facets',
  describe('Values to filter items by', {
    status: 200,
    shape: itemFacets,
    what: 'Brands, categories, availability and the reasons why items are not shown (`shown` for those that are), each with its number of items, the most frequent first, at most 100 of each.',
  }),
  async ({ json, var: { store, shop } }) => json(await readFacets(store, shop)),
)
