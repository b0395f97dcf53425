import { html, raw } from 'hono/html'
import { snippet } from '../../install-platforms.ts'
import type { Item } from '../catalogue.ts'
import { PLATFORMS } from '../install/platforms.ts'
import type { Page, Shop } from './layout.ts'

/** The list of all platforms, with links to their pages. */
export const installList: Page = {
  title: 'Install',
  name: 'install',
  main: html`<div class="head"><h1>Install</h1></div>
<p class="lead">What a developer pastes, and what it shows: each page has the snippet and the panel that it makes of this shop’s catalogue.</p>
<ul class="platforms">${PLATFORMS.map(
    ({ slug, name, sentence }) =>
      html`<li><a href="/install/${slug}"><strong>${name}</strong> ${sentence}</a></li>`,
  )}</ul>`,
}

/** Returns a block of code. Long lines are wrapped. */
const code = (name: string, text: string) =>
  html`<figure class="code"><figcaption>${name}</figcaption><pre>${text}</pre></figure>`

const link = ({ id, title }: Item, at: number) => html`${at > 0 && ' and '}<a href="/p/${id}">${title}</a>`

/** Returns the page of a platform: the snippet, the rendered snippet, and the panel, which only the snippet creates. */
export function install(shop: Shop, slug: string): Page | undefined {
  const platform = PLATFORMS.find((one) => one.slug === slug)
  if (!platform) return undefined
  const { name, sentence, note, items, files, make, page, inline } = platform
  const pasted = files.map((file) => snippet(file, shop.api, shop.publishableKey))
  const made = make?.(...pasted)
  return {
    title: name,
    name: 'install',
    ownTag: true,
    inline: inline?.(pasted[0] ?? ''),
    main: html`<nav class="crumbs" aria-label="You are here"><a href="/">Home</a> <a href="/install">Install</a> <span>${name}</span></nav>
<div class="head"><h1>${name}</h1></div><p class="lead">${sentence}</p>
<section><h2>What is pasted</h2>${files.map((file, at) => code(`demo/${file}`, pasted[at] ?? ''))}</section>
${made !== undefined && html`<section><h2>What the page then holds</h2>${code('HTML', made)}</section>`}
<section><h2>What it shows</h2><p class="note">For ${items.map(link)}. ${note}</p></section>
${made === undefined ? page?.(shop) : raw(made)}`,
  }
}
