// What the tests use of tar-stream, which brings no types.
declare module 'tar-stream' {
  interface Entry extends NodeJS.ReadableStream {
    readonly header: { readonly name: string; readonly uid: number; readonly gid: number; readonly mtime: Date };
  }
  function extract(): NodeJS.WritableStream & NodeJS.ReadWriteStream & AsyncIterable<Entry>;
}
