import * as z from 'zod/mini';

const Heading = z.object({ kind: z.literal('heading'), text: z.string() });
const Text = z.object({ kind: z.literal('text'), text: z.string() });
const Markdown = z.object({ kind: z.literal('markdown'), text: z.string() });
const Table = z.object({
  kind: z.literal('table'),
  columns: z.array(z.string()),
  /** A cell is a text or a component. */
  get rows() {
    return z.array(z.array(z.union([z.string(), CardComponent])));
  },
  note: z.optional(z.string()),
});
const KeyValue = z.object({ kind: z.literal('keyvalue'), rows: z.array(z.tuple([z.string(), z.string()])) });
const Code = z.object({ kind: z.literal('code'), language: z.string(), text: z.string() });
const Image = z.object({ kind: z.literal('image'), mediaType: z.string(), base64: z.string(), label: z.string() });
const Failure = z.object({ kind: z.literal('error'), title: z.string(), text: z.string() });
const Progress = z.object({
  kind: z.literal('progress'),
  label: z.string(),
  value: z.number(),
  max: z.number(),
  unit: z.string(),
  detail: z.string(),
});
const Value = z.object({
  kind: z.literal('value'),
  title: z.string(),
  value: z.string(),
  subtitle: z.string(),
  theme: z.string(),
  change: z.string(),
});
/** Vega-Lite. */
const Chart = z.object({ kind: z.literal('chart'), spec: z.unknown() });
/** What a component of a user's own rendered: shown without style or script. */
const Markup = z.object({ kind: z.literal('html'), html: z.string() });
const Timeline = z.object({
  kind: z.literal('timeline'),
  title: z.string(),
  get events() {
    return z.array(
      z.object({
        time: z.string(),
        theme: z.string(),
        priority: z.string(),
        fields: z.array(z.tuple([z.string(), z.string()])),
        components: z.array(CardComponent),
      }),
    );
  },
  note: z.string(),
});
const Section = z.object({
  kind: z.literal('section'),
  title: z.string(),
  get components() {
    return z.array(CardComponent);
  },
});

/** A part of a card document. */
export const CardComponent = z.discriminatedUnion('kind', [
  Heading,
  Text,
  Markdown,
  Table,
  KeyValue,
  Code,
  Image,
  Failure,
  Progress,
  Value,
  Chart,
  Markup,
  Timeline,
  Section,
]);
export type CardComponent = z.infer<typeof CardComponent>;

/** What a task's process says its card shows; members it doesn't know are ignored. */
export const CardDocument = z.object({
  schema: z.literal(1),
  title: z.string(),
  components: z.array(CardComponent),
  /** The whole page, when a card of the user's own rendered one. */
  html: z.optional(z.string()),
});
export type CardDocument = z.infer<typeof CardDocument>;
