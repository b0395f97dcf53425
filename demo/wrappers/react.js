import { createElement, useEffect } from 'react'

/** A panel in React. `api` is the API's origin; the other properties are attributes of the element. */
export function PairwellPanel({ api, publishableKey, ...attributes }) {
  useEffect(() => {
    if (document.querySelector(`script[src^="${api}/pairwell"]`)) return
    const tag = Object.assign(document.createElement('script'), { async: true, src: `${api}/pairwell.js` })
    tag.dataset.key = publishableKey
    document.head.append(tag)
  }, [api, publishableKey])
  return createElement('pairwell-panel', attributes)
}
