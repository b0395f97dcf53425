import { html } from 'hono/html'
import { CATEGORIES, type Category, ITEMS, type Item } from '../catalogue.ts'
import type { Html } from './html.ts'
import { DEPARTMENTS, departmentSlug, type Page } from './layout.ts'
import { cards } from './parts.ts'

const count = (items: readonly Item[]) => `${items.length} ${items.length === 1 ? 'item' : 'items'}`

/** Returns links to the categories of a department; the open one is marked. */
function chips(department: string, open?: Category): Html {
  const inside = CATEGORIES.filter((one) => one.department === department)
  if (inside.length < 2) return html``
  const here = (is: boolean) => is && html` aria-current="page"`
  return html`<ul class="chips"><li><a href="/c/${departmentSlug(department)}"${here(!open)}>All</a></li>${inside.map(
    (one) => html`<li><a href="/c/${one.slug}"${here(one === open)}>${one.name}</a></li>`,
  )}</ul>`
}

const crumbs = (department: string, name?: string) =>
  html`<nav class="crumbs" aria-label="You are here"><a href="/">Home</a> ${
    name
      ? html`<a href="/c/${departmentSlug(department)}">${department}</a> <span>${name}</span>`
      : html`<span>${department}</span>`
  }</nav>`

const shelf = (title: string, items: readonly Item[], above: Html): Page => ({
  title,
  name: 'shelf',
  main: html`${above}${cards(items)}`,
})

/** Returns the page of a department or category, by its slug. */
export function category(slug: string): Page | undefined {
  const open = CATEGORIES.find((one) => one.slug === slug)
  const department = open?.department ?? DEPARTMENTS.find((name) => departmentSlug(name) === slug)
  if (!department) return undefined
  const items =
    open?.items ?? CATEGORIES.filter((one) => one.department === department).flatMap((one) => one.items)
  const title = open?.name ?? department
  return shelf(
    title,
    items,
    html`${crumbs(department, open?.name)}<div class="head"><h1>${title}</h1><p>${count(items)}</p></div>${chips(department, open)}`,
  )
}

/** Returns the page of items whose texts contain every word of the search. */
export function search(asked: string): Page {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  const text = (item: Item) =>
    [item.title, item.brand, item.description, ...item.category, ...item.tags].join(' ').toLowerCase()
  const found = words.length
    ? ITEMS.filter((item) => item.published && words.every((word) => text(item).includes(word)))
    : []
  return shelf(
    asked ? `“${asked}”` : 'Search',
    found,
    html`<div class="head"><h1>${asked ? `“${asked}”` : 'Search'}</h1><p>${count(found)}</p></div>
${!found.length && html`<p class="empty">Nothing by that name. Try “kettle”, “mint” or “filter”.</p>`}`,
  )
}
