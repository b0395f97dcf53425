import { isSafeLink } from '../../widget/view/safe-link.ts'

/** The picture of an item; a plain square where there is none. */
export const Thumb = ({ url }: { url: string | null | undefined }) =>
  isSafeLink(url) ? (
    <img class="thumb" src={url} alt="" loading="lazy" width={40} height={40} />
  ) : (
    <span class="thumb" />
  )
