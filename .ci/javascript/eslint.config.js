import js from "@eslint/js"

export default [
  { ignores: ["**/node_modules/", ".venv/", "build/", "site/"] },
  js.configs.recommended,
  {
    rules: {
      "no-undef": "off", // tsc knows what a browser has
      complexity: ["error", 10],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", 50],
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
]
