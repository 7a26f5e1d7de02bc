/** Version of the package, as every log header and summary states it; a test holds it to package.json. */
export const VERSION = '0.2.0';
