<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis minScale="1e+08" version="3.22.16-Białowieża" styleCategories="Symbology|Labeling|Rendering" hasScaleBasedVisibilityFlag="0" maxScale="0">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option name="name" value="" type="QString"/>
      <Option name="properties"/>
      <Option name="type" value="collection" type="QString"/>
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling enabled="false" zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour" maxOversampling="2"/>
    </provider>
    <rasterrenderer alphaBand="-1" nodataColor="" type="paletted" band="1" opacity="1">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <colorPalette>
        <paletteEntry color="#a6cee3" value="0" label="Sector 0" alpha="255"/>
        <paletteEntry color="#cab2d6" value="1" label="Sector 1" alpha="255"/>
        <paletteEntry color="#b2df8a" value="2" label="Sector 2" alpha="255"/>
        <paletteEntry color="#d9d2a6" value="3" label="Sector 3" alpha="255"/>
        <paletteEntry color="#8fb8c9" value="4" label="Sector 4" alpha="255"/>
        <paletteEntry color="#c9a6b8" value="5" label="Sector 5" alpha="255"/>
        <paletteEntry color="#9fc9b0" value="6" label="Sector 6" alpha="255"/>
        <paletteEntry color="#b8b8d9" value="7" label="Sector 7" alpha="255"/>
        <paletteEntry color="#d9c6e3" value="8" label="Sector 8" alpha="255"/>
        <paletteEntry color="#a8d0d0" value="9" label="Sector 9" alpha="255"/>
        <paletteEntry color="#c6d9a0" value="10" label="Sector 10" alpha="255"/>
        <paletteEntry color="#b0bcc8" value="11" label="Sector 11" alpha="255"/>
        <paletteEntry color="#a6cee3" value="12" label="Sector 12" alpha="255"/>
        <paletteEntry color="#cab2d6" value="13" label="Sector 13" alpha="255"/>
        <paletteEntry color="#b2df8a" value="14" label="Sector 14" alpha="255"/>
        <paletteEntry color="#d9d2a6" value="15" label="Sector 15" alpha="255"/>
        <paletteEntry color="#8fb8c9" value="16" label="Sector 16" alpha="255"/>
        <paletteEntry color="#c9a6b8" value="17" label="Sector 17" alpha="255"/>
        <paletteEntry color="#9fc9b0" value="18" label="Sector 18" alpha="255"/>
        <paletteEntry color="#b8b8d9" value="19" label="Sector 19" alpha="255"/>
        <paletteEntry color="#d9c6e3" value="20" label="Sector 20" alpha="255"/>
        <paletteEntry color="#a8d0d0" value="21" label="Sector 21" alpha="255"/>
        <paletteEntry color="#c6d9a0" value="22" label="Sector 22" alpha="255"/>
        <paletteEntry color="#b0bcc8" value="23" label="Sector 23" alpha="255"/>
        <paletteEntry color="#a6cee3" value="24" label="Sector 24" alpha="255"/>
        <paletteEntry color="#cab2d6" value="25" label="Sector 25" alpha="255"/>
        <paletteEntry color="#b2df8a" value="26" label="Sector 26" alpha="255"/>
        <paletteEntry color="#d9d2a6" value="27" label="Sector 27" alpha="255"/>
        <paletteEntry color="#8fb8c9" value="28" label="Sector 28" alpha="255"/>
        <paletteEntry color="#c9a6b8" value="29" label="Sector 29" alpha="255"/>
        <paletteEntry color="#9fc9b0" value="30" label="Sector 30" alpha="255"/>
        <paletteEntry color="#b8b8d9" value="31" label="Sector 31" alpha="255"/>
        <paletteEntry color="#d9c6e3" value="32" label="Sector 32" alpha="255"/>
        <paletteEntry color="#a8d0d0" value="33" label="Sector 33" alpha="255"/>
        <paletteEntry color="#c6d9a0" value="34" label="Sector 34" alpha="255"/>
        <paletteEntry color="#b0bcc8" value="35" label="Sector 35" alpha="255"/>
        <paletteEntry color="#a6cee3" value="36" label="Sector 36" alpha="255"/>
        <paletteEntry color="#cab2d6" value="37" label="Sector 37" alpha="255"/>
        <paletteEntry color="#b2df8a" value="38" label="Sector 38" alpha="255"/>
        <paletteEntry color="#d9d2a6" value="39" label="Sector 39" alpha="255"/>
        <paletteEntry color="#8fb8c9" value="40" label="Sector 40" alpha="255"/>
        <paletteEntry color="#c9a6b8" value="41" label="Sector 41" alpha="255"/>
        <paletteEntry color="#9fc9b0" value="42" label="Sector 42" alpha="255"/>
        <paletteEntry color="#b8b8d9" value="43" label="Sector 43" alpha="255"/>
        <paletteEntry color="#d9c6e3" value="44" label="Sector 44" alpha="255"/>
        <paletteEntry color="#a8d0d0" value="45" label="Sector 45" alpha="255"/>
        <paletteEntry color="#c6d9a0" value="46" label="Sector 46" alpha="255"/>
        <paletteEntry color="#b0bcc8" value="47" label="Sector 47" alpha="255"/>
        <paletteEntry color="#a6cee3" value="48" label="Sector 48" alpha="255"/>
        <paletteEntry color="#cab2d6" value="49" label="Sector 49" alpha="255"/>
        <paletteEntry color="#b2df8a" value="50" label="Sector 50" alpha="255"/>
        <paletteEntry color="#d9d2a6" value="51" label="Sector 51" alpha="255"/>
        <paletteEntry color="#8fb8c9" value="52" label="Sector 52" alpha="255"/>
        <paletteEntry color="#c9a6b8" value="53" label="Sector 53" alpha="255"/>
        <paletteEntry color="#9fc9b0" value="54" label="Sector 54" alpha="255"/>
        <paletteEntry color="#b8b8d9" value="55" label="Sector 55" alpha="255"/>
        <paletteEntry color="#d9c6e3" value="56" label="Sector 56" alpha="255"/>
        <paletteEntry color="#a8d0d0" value="57" label="Sector 57" alpha="255"/>
        <paletteEntry color="#c6d9a0" value="58" label="Sector 58" alpha="255"/>
        <paletteEntry color="#b0bcc8" value="59" label="Sector 59" alpha="255"/>
      </colorPalette>
    </rasterrenderer>
    <brightnesscontrast brightness="0" gamma="1" contrast="0"/>
    <huesaturation grayscaleMode="0" saturation="0" colorizeRed="255" colorizeStrength="100" colorizeBlue="128" colorizeOn="0" colorizeGreen="128" invertColors="0"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
