/**
 * Every text of the uploader. A missing text does not compile. Texts are strings and never
 * functions, because server components cannot pass functions to client components.
 */
import type { UploadErrorCode, UploadErrorDetails } from '../core/errors.js'

/** One text per plural category of the language (CLDR). */
export type PluralText = { readonly [K in Intl.LDMLPluralRule]?: string } & {
  /** The text of each category that has none of its own. */
  readonly other: string
}

/** The two texts of an error. */
export interface ErrorText {
  /** A short heading. */
  readonly title: string
  /** One sentence: what is wrong, and what to do. */
  readonly text: string
}

/** Error codes whose texts depend on a detail. */
interface ErrorVariants {
  'no-file': UploadErrorDetails['no-file']['kind']
  'unsupported-format': 'known' | 'unknown'
  network: 'online' | 'offline'
  'rate-limited': 'soon' | 'later'
  'service-unavailable': 'soon' | 'later'
  'upload-rejected': UploadErrorDetails['upload-rejected']['reason']
}

/**
 * Texts of each error code. Placeholders are the details of the error (`{name}`, `{bytes}`,
 * `{width}` …), formatted for the language; `{size}` and `{minSize}` are width × height.
 */
type ErrorMessages = {
  readonly [C in UploadErrorCode]: C extends keyof ErrorVariants
    ? { readonly [V in ErrorVariants[C]]: ErrorText }
    : C extends 'too-many-files'
      ? { readonly title: string; readonly text: PluralText }
      : ErrorText
} & {
  /**
   * Replaces the text of the code when the image was sent and only the outcome is unknown
   * (`recovery: 'confirm-again'`).
   */
  readonly unconfirmed: ErrorText
}

/** All texts in one language. */
export interface Messages {
  /** BCP 47 tag. Numbers, bytes, lists and plurals are formatted by it. */
  readonly locale: string
  /** Texts of the invitation. */
  readonly prompt: {
    readonly title: string
    /** Shown on devices with a mouse. */
    readonly hint: string
    /** Shown instead of `hint` where pasting is turned off. */
    readonly hintNoPaste: string
    /** Beside the list of formats. `{minSize}` */
    readonly limits: string
    readonly disabled: string
    /** The heading of a read-only uploader without an image. */
    readonly empty: string
  }
  /** Texts while something is dragged over the uploader. */
  readonly drag: {
    readonly accept: ErrorText
    /** The drop would replace the present image. */
    readonly replace: ErrorText
    /** `{formats}` */
    readonly reject: ErrorText
    /** The browser does not tell the type of the file before the drop. */
    readonly unknown: ErrorText
    /** On the cover of the whole page, with `dropOnPage`. */
    readonly page: string
    /** Announced when the drag leaves. */
    readonly left: string
  }
  /** Names of the buttons. */
  readonly actions: {
    readonly choose: string
    readonly chooseAnother: string
    readonly camera: string
    readonly upload: string
    readonly uploadWithNewLink: string
    readonly tryAgain: string
    readonly checkAgain: string
    /** Tries although the browser reports that it is offline. */
    readonly tryAnyway: string
    readonly replace: string
    /** `{name}` */
    readonly cancel: string
    /** `{name}` */
    readonly remove: string
    /** Hides a rejection; the image beside it stays. */
    readonly dismiss: string
  }
  /** Texts of the status. */
  readonly status: {
    /** `{name}` */
    readonly checking: string
    readonly preparing: string
    /** `{from}`, `{to}`: dimensions such as `8064 × 6048` */
    readonly reducing: string
    readonly requesting: string
    readonly ready: string
    readonly expired: string
    /** Before the first progress event. Behind a service worker no such event comes. */
    readonly sending: string
    /** `{loaded}` is a number without unit, in the unit of `{total}`: 503 of 812 kB */
    readonly uploading: string
    /** `{time}` */
    readonly timeLeft: string
    readonly finishing: string
    readonly offline: string
    /** Replaces `offline` where there is room for one line. */
    readonly offlineShort: string
    /** `{time}` */
    readonly backoff: string
    /** Replaces `backoff` where there is room for one line. `{time}` */
    readonly backoffShort: string
    /** A wait with an unknown end. */
    readonly waiting: string
    readonly success: string
    /** Replaces `success` where there was no confirm step. */
    readonly unconfirmed: string
    /** Only the first frame of an animated image is searched. */
    readonly animated: string
  }
  /** Labels of numbers and of what has no text. */
  readonly labels: {
    readonly progress: string
    /** Before the remaining time. */
    readonly linkTimeLeft: string
    /** Read by screen readers before the bytes that are struck through. */
    readonly originally: string
    /** `{percent}` */
    readonly percent: string
    /** `{size}`: dimensions such as `2048 × 1536` */
    readonly size: string
    /** Of an image that this browser cannot draw. */
    readonly noPreview: string
  }
  /**
   * Announcements of what the user did. Everything else is announced in the texts that are shown.
   */
  readonly announcements: {
    readonly cancelled: string
    readonly removed: string
  }
  /** Validation messages of the form field. */
  readonly validity: {
    readonly missing: string
    readonly busy: string
    readonly notUploaded: string
    readonly failed: string
  }
  /** Texts of the errors. */
  readonly errors: ErrorMessages
}

/** Some of the texts; English fills in the others. */
export type PartialMessages = DeepPartial<Messages>

type DeepPartial<T> = T extends string
  ? T
  : { readonly [K in keyof T]?: DeepPartial<T[K]> | undefined }
