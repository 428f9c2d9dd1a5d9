/** A word that the glossary replaced, and the term that replaced it (`docs/glossary.md`). */
export interface GoneWord {
  readonly word: RegExp
  readonly term: string
  /** A phrase that breaks the rule. */
  readonly sample: string
}

const gone = (word: string, term: string, sample: string): GoneWord => ({
  word: new RegExp(`\\b(?:${word})\\b`, 'i'),
  term,
  sample,
})

/** Words that have no other meaning in this repository. */
export const GONE_WORDS: readonly GoneWord[] = [
  gone('tickets?', 'upload link or relay token', 'const freshTicket = 1'),
  gone('choices?', 'selection', 'the last choice wins'),
  gone('picked', 'selected', 'pickedFile()'),
  gone('pictures?', 'image', 'a picture of 12 MP'),
  gone('photos?', 'image', 'PhotoPreview'),
  gone('watchdogs?', 'timeout', 'watchdog.ts'),
  gone('barks?|barked|barking', 'timeout', 'it barks after 30 s'),
  gone('feeds?|fed|feeding', 'restart, or another verb', 'timer.feed()'),
  gone('scrub\\w*', 'strip', 'scrubMetadata'),
  gone('settled?|settles|settling', 'confirm, or resolve', 'settle()'),
  gone('unsettled', 'unconfirmed', 'job.unsettled'),
  gone('conclude\\w*|concluding', 'confirm', 'concludes the upload'),
  gone('ask verdict', 'confirm', 'askVerdict()'),
  gone('ask patiently', 'confirm', 'askPatiently()'),
  gone('verdicts?', 'outcome, or result', 'the verdict of the service'),
  gone('somebody', 'the user, or who it is', 'if somebody listens'),
  gone('nobody', 'the user, or who it is', 'nobody listens'),
  gone('whoever', 'the user, or who it is', 'whoever listens'),
  gone('refus\\w*', 'reject', 'Refusal'),
  gone('the (?:whole )?line', 'pipeline, or network', 'where the line cannot be loaded'),
]

/** Identifiers as words: `freshTicket` is "fresh Ticket", `LAST_CHOICE` is "LAST CHOICE". */
const words = (text: string) =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll('_', ' ')

/** Names of other programs and of files of the corpus; lines of text; lines that are drawn. */
const ALLOWED = [
  /\bshouldUsePhotoPicker\b|photo\\u202Egpj\.exe|\bphotogpj\b/g,
  /[\w/.-]*photo-\d+mp[\w.-]*/g,
  /\bPromise\.allSettled\b/g,
  /\b(?:end|length|start|rest) of the line\b|\b(?:fill|for) the line\b|\bthe line (?:around|of|that)\b/g,
]

/**
 * @param text Of one file.
 * @param goneWords The words to look for.
 * @returns Each of them, with its line and the term to write instead.
 */
export function goneWordsIn(text: string, goneWords = GONE_WORDS): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const plain = words(ALLOWED.reduce((rest, allowed) => rest.replaceAll(allowed, ''), line))
    return goneWords.flatMap(({ word, term }) => {
      const found = word.exec(plain)
      return found ? [`${index + 1}: "${found[0]}" → ${term}: ${line.trim().slice(0, 120)}`] : []
    })
  })
}
