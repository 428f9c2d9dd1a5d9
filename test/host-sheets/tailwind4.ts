import typography from '@tailwindcss/typography'
import { compile } from 'tailwindcss'
import tailwind from 'tailwindcss/index.css?raw'

/** Tailwind's compiler runs in a browser too: it needs no build step, only the text of its own sheet. */
async function build(css: string, candidates: readonly string[]): Promise<string> {
  const compiler = await compile(css, {
    base: '/',
    loadStylesheet: async (id, base) => {
      if (id !== 'tailwindcss') throw new Error(`no style sheet ${id}`)
      return { path: id, base, content: tailwind }
    },
    loadModule: async (id, base) => ({ path: id, base, module: typography }),
  })
  return compiler.build([...candidates])
}

/** The sheet that a host gets whose only CSS is `@import 'tailwindcss'` and whose markup has these utilities. */
export const tailwind4Css = (candidates: readonly string[] = []): Promise<string> => build("@import 'tailwindcss';", candidates)

/**
 * Tailwind's typography plugin, `class="prose"`.
 * @param layered true: in `@layer utilities`, as Tailwind 4 writes it, with its preflight. False: the rules alone and without a
 * layer, as Tailwind 3 writes them.
 */
export function proseCss(layered: boolean): Promise<string> {
  const plugin = "@plugin '@tailwindcss/typography';"
  return build(layered ? `@import 'tailwindcss'; ${plugin}` : `${plugin} @tailwind utilities;`, ['prose', 'prose-invert'])
}
