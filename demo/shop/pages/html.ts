import { type html, raw } from 'hono/html'

/** Markup from a template of `html`, which escapes everything that is put in unless it is markup itself. */
export type Html = ReturnType<typeof html>

/** Data for a script, as a block that no browser runs. `type` such as `application/json`. */
export const data = (type: string, id: string, value: unknown): Html =>
  raw(`<script type="${type}" id="${id}">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`)
