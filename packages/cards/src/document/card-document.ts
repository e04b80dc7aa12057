import * as z from 'zod/mini';

const Heading = z.object({ kind: z.literal('heading'), text: z.string() });
const Text = z.object({ kind: z.literal('text'), text: z.string() });
const Markdown = z.object({ kind: z.literal('markdown'), text: z.string() });
const Table = z.object({
  kind: z.literal('table'),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  note: z.optional(z.string()),
});
const KeyValue = z.object({ kind: z.literal('keyvalue'), rows: z.array(z.tuple([z.string(), z.string()])) });
const Code = z.object({ kind: z.literal('code'), language: z.string(), text: z.string() });
const Image = z.object({ kind: z.literal('image'), mediaType: z.string(), base64: z.string(), label: z.string() });
const Failure = z.object({ kind: z.literal('error'), title: z.string(), text: z.string() });
const Section = z.object({
  kind: z.literal('section'),
  title: z.string(),
  get components() {
    return z.array(CardComponent);
  },
});

/** A part of a card document. */
export const CardComponent = z.discriminatedUnion('kind', [Heading, Text, Markdown, Table, KeyValue, Code, Image, Failure, Section]);
export type CardComponent = z.infer<typeof CardComponent>;

/** What a task's process says its card shows; members it doesn't know are ignored. */
export const CardDocument = z.object({ schema: z.literal(1), title: z.string(), components: z.array(CardComponent) });
export type CardDocument = z.infer<typeof CardDocument>;
