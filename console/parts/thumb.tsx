import { useState } from 'preact/hooks'
import { isSafeLink } from '../../widget/view/safe-link.ts'

/** The picture of an item; a plain square where there is none, or where it cannot be loaded. */
export function Thumb({ url }: { url: string | null | undefined }) {
  const [broken, setBroken] = useState<string | undefined>()
  if (!isSafeLink(url) || url === broken) return <span class="thumb" />
  const note = () => setBroken(url)
  return <img class="thumb" src={url} alt="" loading="lazy" width={40} height={40} onError={note} />
}
