import { html } from 'hono/html'
import { CATEGORIES, findItem, ITEMS, type Item } from '../catalogue.ts'
import { DEPARTMENTS, departmentSlug, type Page } from './layout.ts'
import { cards, pictureUrl } from './parts.ts'

const pick = (...ids: string[]): Item[] => ids.flatMap((id) => findItem(id) ?? [])

const POPULAR = ITEMS.filter((item) => item.published && item.tags.includes('bestseller')).slice(0, 8)

const HERO = pick('heron-kettle-e', 'cone-dripper', 'house-blend', 'moor-mug')

/** The item whose picture is on the tile of a department. */
const FACES: Record<string, string> = {
  Coffee: 'huila-orchard',
  Tea: 'sencha-spring',
  Brewing: 'meadow-press-copper',
  'Grinders & scales': 'brook-grinder-plus',
  Tableware: 'moor-cappuccino',
  Pantry: 'linden-honey',
  Care: 'bean-canister',
  Gifts: 'box-winter',
}

const tile = (department: string) => {
  const [face] = pick(FACES[department] ?? '')
  const count = CATEGORIES.filter((one) => one.department === department).flatMap(({ items }) => items).length
  return html`<li><a href="/c/${departmentSlug(department)}">${face && html`<img src="${pictureUrl(face)}" alt="" width="400" height="400">`}
<span>${department}</span><small>${count} items</small></a></li>`
}

/** Returns the home page: hero, departments, popular items. */
export function home(): Page {
  return {
    title: 'Coffee, tea and what they are made with',
    name: 'home',
    main: html`<section class="hero"><div><p class="kicker">Roasted on Tuesday</p><h1>Slow mornings, properly equipped.</h1>
<p>Fresh coffee, honest tea, and the kettles, cups and grinders that bring out the best in them. Chosen by people who use them every day.</p>
<p class="actions"><a class="button" href="/c/coffee">Shop coffee</a> <a class="button quiet" href="/c/brewing">Find a brewer</a></p></div>
<ul class="collage">${HERO.map(
      (item) =>
        html`<li><a href="/p/${item.id}"><img src="${pictureUrl(item)}" alt="${item.title}" width="400" height="400"></a></li>`,
    )}</ul></section>
<section><h2>Browse the shelves</h2><ul class="tiles">${DEPARTMENTS.map(tile)}</ul></section>
<pairwell-panel placement="home" limit="4"></pairwell-panel>
<section><h2>What everybody takes home</h2>${cards(POPULAR)}</section>
<section class="story"><div><h2>New to pour-over?</h2><p>Four things, twenty minutes of practice, and the best coffee in the street: a kettle with a thin neck, a cone, paper for it, and beans roasted last week.</p>
<a class="button" href="/p/box-pour-over">See the first pour-over box</a></div><img src="/pictures/box-pour-over.svg" alt="" width="400" height="400" loading="lazy"></section>
<section class="promises"><p><strong>Fresh or not at all</strong>No bag leaves us older than ten days.</p><p><strong>Tried at home</strong>We sell nothing that we do not use.</p><p><strong>Thirty days</strong>Send back what you do not love, opened or not.</p></section>`,
  }
}
