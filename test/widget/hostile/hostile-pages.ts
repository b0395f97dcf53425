import type { BrowserContextOptions } from '@playwright/test'
import { json, type Reply, type Sheet } from '../a-shop.ts'
import { item, PAIR, pageOf, panel } from '../answers.ts'

/** A page that breaks something that the widget needs. */
export type Hostile = {
  name: string
  /** The expected result: a panel, nothing, or either of them. */
  ends: 'panel' | 'nothing' | 'either'
  sheet?: Sheet
  reply?: Reply
  options?: BrowserContextOptions
}

const WHOLE = JSON.stringify(pageOf(panel(PAIR)))
const sent =
  (status: number, body: string, headers: Record<string, string> = {}): Reply =>
  (_question, response) =>
    void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body)
const before = (script: () => void): Sheet => ({ before: script })
const styled = (css: string): Sheet => ({ head: `<style>${css}</style>` })
/** Breaks a function until the test calls `repair`, because the test needs it at the end. */
const throws = (path: string): Sheet => ({
  head: `<script>{ const whole = ${path}; ${path} = function () { throw new Error('mine') }
    window.repair = () => { ${path} = whole } }</script>`,
})

/** Answers in chunks of `bytes`, with a pause in milliseconds after each. */
const drip =
  (bytes: number, milliseconds: number): Reply =>
  (_question, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    let at = 0
    const timer = setInterval(() => {
      response.write(WHOLE.slice(at, at + bytes))
      at += bytes
      if (at < WHOLE.length) return
      clearInterval(timer)
      response.end()
    }, milliseconds)
    response.on('close', () => clearInterval(timer))
  }

/** All hostile pages. */
export const HOSTILE: readonly Hostile[] = [
  // Changes of built-in objects.
  {
    name: 'a polluted Object.prototype',
    ends: 'panel',
    sheet: before(() => Object.assign(Object.prototype, { polluted: 'yes', length: 7 })),
  },
  {
    name: 'a getter on Object.prototype',
    ends: 'either',
    sheet: before(() =>
      Object.defineProperty(Object.prototype, 'layout', { get: () => 'bundle', configurable: true }),
    ),
  },
  {
    name: 'a polluted Array.prototype',
    ends: 'panel',
    sheet: before(() => Object.assign(Array.prototype, { extra: () => 'mine' })),
  },
  {
    name: 'Array.prototype.toJSON of an old library',
    ends: 'panel',
    sheet: before(() =>
      Object.assign(Array.prototype, {
        toJSON() {
          return JSON.stringify([...(this as unknown as unknown[])].map(String))
        },
      }),
    ),
  },
  { name: 'Array.prototype.flat replaced', ends: 'either', sheet: throws('Array.prototype.flat') },
  { name: 'String.prototype.replace replaced', ends: 'either', sheet: throws('String.prototype.replace') },
  { name: 'Function.prototype.call replaced', ends: 'either', sheet: throws('Function.prototype.call') },
  { name: 'a frozen Object.prototype', ends: 'panel', sheet: before(() => Object.freeze(Object.prototype)) },
  {
    name: 'a broken Symbol.iterator of arrays',
    ends: 'either',
    sheet: throws('Array.prototype[Symbol.iterator]'),
  },
  // Changes of the browser's functions.
  { name: 'fetch replaced by one that throws', ends: 'nothing', sheet: throws('window.fetch') },
  {
    name: 'fetch replaced by one that never answers',
    ends: 'nothing',
    sheet: { head: '<script>window.fetch = () => new Promise(() => {})</script>' },
  },
  {
    name: 'fetch replaced by one that answers nonsense',
    ends: 'nothing',
    sheet: { head: '<script>window.fetch = async () => "text"</script>' },
  },
  {
    name: 'JSON replaced',
    ends: 'either',
    sheet: { head: '<script>window.JSON = { parse: () => null, stringify: () => "" }</script>' },
  },
  {
    name: 'Promise replaced',
    ends: 'either',
    sheet: { head: '<script>window.Promise = class { then() { return this } }</script>' },
  },
  { name: 'Map replaced', ends: 'either', sheet: throws('window.Map') },
  { name: 'Set replaced', ends: 'either', sheet: throws('window.Set') },
  {
    name: 'no IntersectionObserver',
    ends: 'nothing',
    sheet: { head: '<script>delete window.IntersectionObserver</script>' },
  },
  { name: 'no constructed style sheets', ends: 'nothing', sheet: throws('window.CSSStyleSheet') },
  { name: 'no attachShadow', ends: 'nothing', sheet: throws('Element.prototype.attachShadow') },
  { name: 'createElement replaced', ends: 'either', sheet: throws('document.createElement') },
  { name: 'Intl replaced', ends: 'either', sheet: { head: '<script>window.Intl = {}</script>' } },
  {
    name: 'addEventListener replaced',
    ends: 'either',
    sheet: throws('EventTarget.prototype.addEventListener'),
  },
  {
    name: 'storage that throws, with consent',
    ends: 'panel',
    sheet: {
      tag: 'data-key="pk_test" data-consent="granted"',
      before: () =>
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('denied', 'SecurityError')
          },
        }),
    },
  },
  {
    name: 'a global privacy object of another shape',
    ends: 'either',
    sheet: {
      head: '<script>window.Shopify = { customerPrivacy: { analyticsProcessingAllowed: 1 } }</script>',
    },
  },
  // Changes of the document.
  {
    name: 'everything hidden',
    ends: 'panel',
    sheet: styled('main *, pairwell-panel { visibility: hidden !important }'),
  },
  {
    name: 'panels displayed as none',
    ends: 'nothing',
    sheet: styled('pairwell-panel { display: none !important }'),
  },
  {
    name: 'every element styled with !important',
    ends: 'panel',
    sheet: styled(
      '* { position: absolute !important; color: red !important; font: 40px fantasy !important }',
    ),
  },
  { name: 'quirks mode', ends: 'panel', sheet: { doctype: '' } },
  { name: 'an element with our global’s name', ends: 'panel', sheet: { head: '<div id="pairwell"></div>' } },
  {
    name: 'forms whose fields have the names of methods',
    ends: 'either',
    sheet: {
      head: '<form name="querySelectorAll"></form><img name="createTextNode"><form id="readyState"><input name="attributes"></form>',
    },
  },
  {
    name: 'a base address elsewhere',
    ends: 'panel',
    sheet: { head: '<base href="https://elsewhere.example/x/">' },
  },
  { name: 'three copies of the tag', ends: 'panel', sheet: { copies: 3 } },
  {
    name: 'another library’s element of our name',
    ends: 'nothing',
    sheet: before(() => customElements.define('pairwell-panel', class extends HTMLElement {})),
  },
  {
    name: 'the container removed while the answer comes',
    ends: 'nothing',
    sheet: {
      head: '<script>setTimeout(() => document.querySelector("pairwell-panel")?.remove(), 150)</script>',
    },
    reply: drip(40, 60),
  },
  {
    name: 'broken JSON-LD and no item',
    ends: 'nothing',
    sheet: {
      panel: '<pairwell-panel></pairwell-panel><script type="application/ld+json">{"@type":</script>',
    },
  },
  // Bad answers of the API.
  { name: 'a slow drip', ends: 'nothing', reply: drip(20, 200), sheet: { givesUp: true } },
  {
    name: 'an answer of 10 MB',
    ends: 'either',
    reply: json(pageOf(panel([...PAIR, item('big', { reason: 'x'.repeat(10_000_000) })]))),
  },
  {
    name: 'an answer of HTML',
    ends: 'nothing',
    reply: sent(200, '<!doctype html><script>window.hit = 1</script>', { 'Content-Type': 'text/html' }),
  },
  {
    name: 'a redirect in a circle',
    ends: 'nothing',
    reply: (question, response) => void response.writeHead(302, { Location: question.pathname }).end(),
  },
  { name: 'an answer cut off', ends: 'nothing', reply: sent(200, WHOLE.slice(0, -30)) },
  { name: 'too many requests', ends: 'nothing', reply: sent(429, '{}', { 'Retry-After': '1' }) },
  {
    name: 'an answer nested a hundred thousand deep',
    ends: 'nothing',
    reply: sent(200, '['.repeat(100_000) + ']'.repeat(100_000)),
  },
]
